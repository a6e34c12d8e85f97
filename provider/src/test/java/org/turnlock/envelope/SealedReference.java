// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Makes sealed ciphertexts in software, right ones and such as Turnlock never makes. */
final class SealedReference {
  static final int SEGMENT = 1 << 20;

  private final byte[] key;
  private final int version;
  private final byte[] iv;
  private final byte[] aad;

  SealedReference(byte[] key, int version, byte[] iv, byte[] aad) {
    this.key = key;
    this.version = version;
    this.iv = iv;
    this.aad = aad;
  }

  private byte[] header(int suite) {
    return ByteBuffer.allocate(20)
        .put(new byte[] {0x54, 0x4C, 1, (byte) suite})
        .putInt(version)
        .put(iv)
        .array();
  }

  byte[] seal(byte[] plaintext) throws GeneralSecurityException {
    return plaintext.length <= SEGMENT ? alone(plaintext) : segmented(plaintext, SEGMENT);
  }

  /** Suite 1, however long. */
  byte[] alone(byte[] plaintext) throws GeneralSecurityException {
    byte[] header = header(1);
    return joined(header, gcm(iv, header, new byte[0], plaintext));
  }

  /** Suite 2, however short; an empty plaintext is one empty segment. */
  byte[] segmented(byte[] plaintext, int segmentBytes) throws GeneralSecurityException {
    byte[] result = header(2);
    int number = 0;
    int at = 0;
    do {
      int end = Math.min(plaintext.length, at + segmentBytes);
      boolean last = end == plaintext.length;
      result = joined(result, segment(number++, last, Arrays.copyOfRange(plaintext, at, end)));
      at = end;
    } while (at < plaintext.length);
    return result;
  }

  byte[] segment(int number, boolean last, byte[] plaintext) throws GeneralSecurityException {
    byte[] own = iv.clone();
    ByteBuffer.wrap(own).putInt(8, ByteBuffer.wrap(own).getInt(8) ^ number);
    byte[] place = ByteBuffer.allocate(5).putInt(number).put((byte) (last ? 1 : 0)).array();
    return gcm(own, header(2), place, plaintext);
  }

  private byte[] gcm(byte[] nonce, byte[] header, byte[] place, byte[] plaintext)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    cipher.updateAAD(header);
    cipher.updateAAD(place);
    cipher.updateAAD(aad);
    return cipher.doFinal(plaintext);
  }

  static byte[] joined(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }
}
