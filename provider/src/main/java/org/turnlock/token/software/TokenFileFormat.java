// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.security.auth.login.FailedLoginException;
import org.turnlock.token.TokenException;

/**
 * A token file as bytes: header, then the objects under AES-256-GCM with a random data key, which
 * the header holds under the PIN. So a wrong PIN fails at the data key and damage fails at the
 * checksum or the body, and the two are never mixed up; a new PIN needs no new data key.
 *
 * <p>The ready-made alternative, a BCFKS store, was not taken: it keeps neither attributes nor keys
 * without certificates, has no Argon2id, and reports damage and a wrong PIN alike.
 */
final class TokenFileFormat {
  static final int KEY_BYTES = 32;
  static final int IV_BYTES = 12;
  static final int TAG_BYTES = 16;
  static final int MAX_BODY_BYTES = 64 << 20;
  static final int MAX_FILE_BYTES = TokenFileHeader.BYTES + MAX_BODY_BYTES;

  private TokenFileFormat() {}

  /** A header that holds {@code dataKey} under {@code pin}. */
  static TokenFileHeader wrap(TokenFileHeader header, byte[] pin, byte[] dataKey) {
    byte[] iv = SoftwareRandom.bytes(IV_BYTES);
    byte[] pinKey = header.cost().derive(pin, header.salt());
    try {
      return header.withWrappedKey(iv, encrypt(pinKey, iv, header.boundToPin(), dataKey));
    } finally {
      Arrays.fill(pinKey, (byte) 0);
    }
  }

  /**
   * The data key, for the caller to wipe.
   *
   * @throws FailedLoginException if the PIN is wrong
   */
  static byte[] unwrap(TokenFileHeader header, byte[] pin) throws FailedLoginException {
    byte[] pinKey = header.cost().derive(pin, header.salt());
    try {
      return decrypt(pinKey, header.wrapIv(), header.boundToPin(), header.wrappedKey(), 0);
    } catch (AEADBadTagException e) {
      throw new FailedLoginException("wrong PIN");
    } finally {
      Arrays.fill(pinKey, (byte) 0);
    }
  }

  /** A whole file, and its header. */
  @SuppressWarnings("ArrayRecordComponent")
  record Sealed(TokenFileHeader header, byte[] bytes) {}

  /** A whole file, one revision after {@code header}. */
  static Sealed seal(TokenFileHeader header, byte[] dataKey, ObjectMap objects) {
    byte[] plain = ObjectCodec.encode(objects);
    try {
      byte[] iv = SoftwareRandom.bytes(IV_BYTES);
      TokenFileHeader next = header.next(iv, plain.length + TAG_BYTES);
      byte[] start = next.encode();
      byte[] body = encrypt(dataKey, iv, start, plain);
      byte[] file = Arrays.copyOf(start, start.length + body.length);
      System.arraycopy(body, 0, file, start.length, body.length);
      return new Sealed(next, file);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** The objects of a whole file. */
  static ObjectMap open(TokenFileHeader header, byte[] dataKey, byte[] file)
      throws TokenFileException {
    if (file.length - TokenFileHeader.BYTES != header.bodyLength()) {
      throw TokenFileException.damaged(
          "it has "
              + file.length
              + " bytes and should have "
              + (TokenFileHeader.BYTES + header.bodyLength()));
    }
    byte[] plain;
    try {
      byte[] start = Arrays.copyOf(file, TokenFileHeader.BYTES);
      plain = decrypt(dataKey, header.bodyIv(), start, file, TokenFileHeader.BYTES);
    } catch (AEADBadTagException e) {
      throw TokenFileException.damaged("its content is damaged");
    }
    try {
      return ObjectCodec.decode(plain);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private static byte[] encrypt(byte[] key, byte[] iv, byte[] aad, byte[] plain) {
    try {
      return gcm(Cipher.ENCRYPT_MODE, key, iv, aad, plain, 0);
    } catch (GeneralSecurityException e) {
      throw new TokenException(TokenException.Reason.FAILED, "AES-GCM failed", e);
    }
  }

  private static byte[] decrypt(byte[] key, byte[] iv, byte[] aad, byte[] data, int offset)
      throws AEADBadTagException {
    try {
      return gcm(Cipher.DECRYPT_MODE, key, iv, aad, data, offset);
    } catch (AEADBadTagException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new TokenException(TokenException.Reason.FAILED, "AES-GCM failed", e);
    }
  }

  private static byte[] gcm(
      int direction, byte[] key, byte[] iv, byte[] aad, byte[] data, int offset)
      throws GeneralSecurityException {
    try (BorrowedKey borrowed = new BorrowedKey("AES", key.clone())) {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", Primitives.ciphers());
      GCMParameterSpec parameters = new GCMParameterSpec(TAG_BYTES * Byte.SIZE, iv);
      cipher.init(direction, borrowed, parameters, SoftwareRandom.source());
      cipher.updateAAD(aad);
      return cipher.doFinal(data, offset, data.length - offset);
    }
  }
}
