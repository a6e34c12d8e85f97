// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.InvalidKeyException;
import java.security.spec.InvalidParameterSpecException;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.CurveCodec;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.PublicPart;
import org.turnlock.token.TokenKey;

/** Makes the JCA key that stands for a token's key. */
public final class Keys {
  private Keys() {}

  /**
   * The JCA key for {@code key}, with the algorithm name that its attributes tell.
   *
   * @throws InvalidKeyException if the key's type has no JCA form here
   */
  public static TokenBackedKey of(TokenKey key) throws InvalidKeyException {
    KeyAttributes attributes = key.attributes();
    if (attributes.keyClass() == KeyAttributes.KeyClass.SECRET) {
      return new TokenSecretKey(key, SecretAlgorithms.nameOf(attributes));
    }
    return privateKey(key, attributes);
  }

  private static TokenPrivateKey privateKey(TokenKey key, KeyAttributes attributes)
      throws InvalidKeyException {
    if (attributes.publicPart() instanceof PublicPart.Rsa rsa) {
      return new TokenRsaPrivateKey(key, rsa.modulus());
    }
    if (attributes.publicPart() instanceof PublicPart.Ec ec) {
      try {
        return new TokenEcPrivateKey(key, CurveCodec.decode(ec.parameters()));
      } catch (InvalidParameterSpecException e) {
        throw new InvalidKeyException("key '" + attributes.label() + "': " + e.getMessage(), e);
      }
    }
    throw new InvalidKeyException(
        "key '" + attributes.label() + "': no JCA form for " + Ckk.nameOf(attributes.keyType()));
  }
}
