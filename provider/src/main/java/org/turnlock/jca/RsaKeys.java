// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.security.InvalidKeyException;
import java.security.Key;
import org.turnlock.keys.TokenRsaPrivateKey;

/** RSA private keys as ciphers and signatures see them. */
public final class RsaKeys {
  private RsaKeys() {}

  /** The key, if it is an RSA private key in a token. */
  public static TokenRsaPrivateKey require(Key key) throws InvalidKeyException {
    if (key instanceof TokenRsaPrivateKey rsa) {
      return rsa;
    }
    throw KeyRefusal.of(key, "an RSA private key");
  }

  /** The length of the modulus, and of every signature and ciphertext. */
  public static int modulusBytes(TokenRsaPrivateKey key) {
    return (key.getModulus().bitLength() + Byte.SIZE - 1) / Byte.SIZE;
  }
}
