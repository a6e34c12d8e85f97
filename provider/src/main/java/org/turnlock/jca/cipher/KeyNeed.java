// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.security.InvalidKeyException;
import java.security.Key;
import java.util.Arrays;
import javax.crypto.SecretKey;
import org.turnlock.jca.KeyRefusal;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyAttributes;

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

  /** The key, if it is a secret one in a token. */
  TokenSecretKey secret(Key key) throws InvalidKeyException {
    if (key instanceof TokenSecretKey secret) {
      return secret;
    }
    throw KeyRefusal.of(key, wanted());
  }

  private String wanted() {
    return (keyType == Ckk.AES ? "an " : "a ") + name + " key";
  }

  /** The key, if it is of this kind. */
  TokenSecretKey require(TokenSecretKey key) throws InvalidKeyException {
    KeyAttributes attributes = key.tokenKey().attributes();
    if (attributes.keyType() != keyType) {
      throw new InvalidKeyException(wanted() + " is needed, not: " + key);
    }
    requireBits(attributes.bits());
    return key;
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
      return require(secret(key)).tokenKey().attributes().bits();
    }
    int bits = value.length * Byte.SIZE;
    Arrays.fill(value, (byte) 0);
    requireBits(bits);
    return bits;
  }
}
