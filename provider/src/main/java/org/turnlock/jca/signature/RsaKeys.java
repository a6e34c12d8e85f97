// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.InvalidKeyException;
import java.security.PrivateKey;
import org.turnlock.jca.KeyRefusal;
import org.turnlock.keys.TokenRsaPrivateKey;

/** RSA private keys as signatures see them. */
final class RsaKeys {
  private RsaKeys() {}

  static TokenRsaPrivateKey require(PrivateKey key) throws InvalidKeyException {
    if (key instanceof TokenRsaPrivateKey rsa) {
      return rsa;
    }
    throw KeyRefusal.of(key, "an RSA private key");
  }

  /** The length of a signature. */
  static int modulusBytes(TokenRsaPrivateKey key) {
    return (key.getModulus().bitLength() + Byte.SIZE - 1) / Byte.SIZE;
  }
}
