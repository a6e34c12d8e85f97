// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.generator;

import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.ProviderException;
import org.turnlock.keys.Keys;
import org.turnlock.token.TokenKeyPair;

/** A token's key pair as a JCA one. */
final class TokenKeyPairs {
  private TokenKeyPairs() {}

  static KeyPair of(TokenKeyPair pair) {
    try {
      return new KeyPair(pair.publicKey(), (PrivateKey) Keys.of(pair.privateKey()));
    } catch (InvalidKeyException e) {
      throw new ProviderException("the token made a key that cannot be used", e);
    }
  }
}
