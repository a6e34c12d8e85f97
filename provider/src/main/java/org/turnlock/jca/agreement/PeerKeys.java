// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.agreement;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.interfaces.DHPublicKey;
import org.turnlock.jca.SoftwareKeyFactories;

/** The other side's public keys, of whatever class. */
final class PeerKeys {
  private PeerKeys() {}

  /** The key in a form that gives its numbers, which an X.509 encoding does on its own. */
  static PublicKey software(Key key, String algorithm) throws InvalidKeyException {
    if (!(key instanceof PublicKey other)) {
      throw new InvalidKeyException(
          key == null
              ? "the other side's public key is missing"
              : "the other side's public key is needed, not a key of class "
                  + key.getClass().getName());
    }
    if (other instanceof ECPublicKey
        || other instanceof XECPublicKey
        || other instanceof DHPublicKey) {
      return other;
    }
    byte[] encoded = "X.509".equals(other.getFormat()) ? other.getEncoded() : null;
    if (encoded == null) {
      throw new InvalidKeyException("the other side's public key does not give its encoding");
    }
    X509EncodedKeySpec spec = new X509EncodedKeySpec(encoded);
    try {
      return SoftwareKeyFactories.of(algorithm).generatePublic(spec);
    } catch (InvalidKeySpecException notInTheJdk) {
      try {
        return SoftwareKeyFactories.fallback(algorithm).generatePublic(spec);
      } catch (InvalidKeySpecException e) {
        throw new InvalidKeyException("the other side's public key is not one of " + algorithm, e);
      }
    }
  }
}
