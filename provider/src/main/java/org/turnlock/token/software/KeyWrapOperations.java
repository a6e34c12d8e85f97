// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.Cipher;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismParameters;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.KeyWrapAlgorithm;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/** AES_KEY_WRAP (RFC 3394) and AES_KEY_WRAP_KWP (RFC 5649), of data and of keys' encodings. */
final class KeyWrapOperations {
  private final Provider provider;

  KeyWrapOperations(Provider provider) {
    this.provider = provider;
  }

  static boolean isKeyWrap(Mechanism mechanism) {
    return mechanism.type() == Ckm.AES_KEY_WRAP || mechanism.type() == Ckm.AES_KEY_WRAP_KWP;
  }

  int encrypt(KeyMaterial key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    int room = KeyWrapAlgorithm.wrappedLength(input.remaining());
    try (OperationBuffers buffers = new OperationBuffers(input, output, room)) {
      byte[] data = buffers.inputBytes();
      try {
        byte[] wrapped = wrap(key, mechanism, data);
        return buffers.finish(wrapped, wrapped.length);
      } finally {
        Arrays.fill(data, (byte) 0);
      }
    }
  }

  int decrypt(KeyMaterial key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    try (OperationBuffers buffers = new OperationBuffers(input, output, 0)) {
      byte[] data = unwrap(key, mechanism, buffers.inputBytes());
      try {
        if (output.remaining() < data.length) {
          throw new IllegalArgumentException("the output has no room for " + data.length);
        }
        return buffers.finish(data, data.length);
      } finally {
        Arrays.fill(data, (byte) 0);
      }
    }
  }

  /** Wraps bytes. */
  byte[] wrap(KeyMaterial key, Mechanism mechanism, byte[] data) {
    KeyWrapAlgorithm algorithm = algorithm(mechanism);
    if (!algorithm.isWrappable(data.length)) {
      throw new TokenException(
          Reason.DATA_REJECTED, mechanism + " does not wrap " + data.length + " bytes");
    }
    return run(Cipher.ENCRYPT_MODE, key, block -> algorithm.wrap(block, data));
  }

  /** Unwraps bytes, which the caller wipes. */
  byte[] unwrap(KeyMaterial key, Mechanism mechanism, byte[] wrapped) {
    KeyWrapAlgorithm algorithm = algorithm(mechanism);
    byte[] data =
        algorithm.isUnwrappable(wrapped.length)
            ? run(Cipher.DECRYPT_MODE, key, block -> algorithm.unwrap(block, wrapped))
            : null;
    if (data == null) {
      throw new TokenException(Reason.DATA_REJECTED, "the wrapped data is not of this key");
    }
    return data;
  }

  private static KeyWrapAlgorithm algorithm(Mechanism mechanism) {
    MechanismParameters parameters = mechanism.parameters();
    boolean kwp = mechanism.type() == Ckm.AES_KEY_WRAP_KWP;
    byte[] iv = parameters instanceof MechanismParameters.Iv given ? given.iv() : null;
    boolean known = parameters instanceof MechanismParameters.None || iv != null;
    if (!known || iv != null && iv.length != (kwp ? 4 : 8)) {
      throw new TokenException(Reason.UNSUPPORTED, mechanism + " does not take these parameters");
    }
    return kwp ? KeyWrapAlgorithm.kwp(iv) : KeyWrapAlgorithm.kw(iv);
  }

  /** What is done with a block cipher. */
  @FunctionalInterface
  private interface Work {
    byte[] with(KeyWrapAlgorithm.Block block);
  }

  private byte[] run(int direction, KeyMaterial material, Work work) {
    try (BorrowedKey key = new BorrowedKey("AES", material.copyOf(Cka.VALUE))) {
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding", provider);
      cipher.init(direction, key);
      return work.with(block -> transform(cipher, block));
    } catch (GeneralSecurityException e) {
      throw new TokenException(Reason.FAILED, "AES failed", e);
    }
  }

  private static void transform(Cipher cipher, byte[] block) {
    try {
      cipher.doFinal(block, 0, block.length, block, 0);
    } catch (GeneralSecurityException e) {
      throw new TokenException(Reason.FAILED, "AES failed", e);
    }
  }
}
