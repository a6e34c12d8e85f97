// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.security.InvalidKeyException;
import java.security.Key;
import java.util.Arrays;
import javax.crypto.SecretKey;
import org.turnlock.jca.KeyRefusal;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.pkcs11.constant.Ckk;

/**
 * The secret keys that a cipher takes.
 *
 * @param name of the algorithm, for messages
 * @param keyType CKK_*
 * @param fixedBits the only length, as in {@code AES_256/GCM/NoPadding}; 0 for any
 */
record KeyNeed(String name, long keyType, int fixedBits) {
  static final KeyNeed CHACHA20 = new KeyNeed("ChaCha20", Ckk.CHACHA20, 256);

  /** An AES key, of any length if {@code fixedBits} is 0. */
  static KeyNeed aes(int fixedBits) {
    return new KeyNeed("AES", Ckk.AES, fixedBits);
  }

  /** The key, if it is in a token and of this kind. */
  TokenSecretKey require(Key key) throws InvalidKeyException {
    String wanted = (keyType == Ckk.AES ? "an " : "a ") + name + " key";
    if (!(key instanceof TokenSecretKey secret)) {
      throw KeyRefusal.of(key, wanted);
    }
    if (secret.tokenKey().attributes().keyType() != keyType) {
      throw new InvalidKeyException(wanted + " is needed, not: " + secret);
    }
    requireBits(secret.tokenKey().attributes().bits());
    return secret;
  }

  private void requireBits(int bits) throws InvalidKeyException {
    if (fixedBits != 0 && bits != 0 && bits != fixedBits) {
      throw new InvalidKeyException("a key of " + fixedBits + " bits is needed, not " + bits);
    }
  }

  /** The length of a key, in a token or not. */
  int bitsOf(Key key) throws InvalidKeyException {
    byte[] value =
        key instanceof SecretKey && "RAW".equals(key.getFormat()) ? key.getEncoded() : null;
    if (value == null) {
      return require(key).tokenKey().attributes().bits();
    }
    int bits = value.length * Byte.SIZE;
    Arrays.fill(value, (byte) 0);
    requireBits(bits);
    return bits;
  }
}
