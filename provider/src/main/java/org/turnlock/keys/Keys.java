// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.InvalidKeyException;
import java.security.spec.InvalidParameterSpecException;
import java.security.spec.NamedParameterSpec;
import javax.crypto.spec.DHParameterSpec;
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
    PublicPart part = attributes.publicPart();
    if (part instanceof PublicPart.Rsa rsa) {
      return new TokenRsaPrivateKey(key, rsa.modulus());
    }
    if (part instanceof PublicPart.Ec ec) {
      return ec(key, attributes, ec);
    }
    NamedParameterSpec named = NamedKeyParameters.of(part);
    if (named != null && part instanceof PublicPart.Edwards) {
      return new TokenEdwardsPrivateKey(key, named);
    }
    if (named != null && part instanceof PublicPart.Montgomery) {
      return new TokenMontgomeryPrivateKey(key, named);
    }
    if (part instanceof PublicPart.Dh dh) {
      return new TokenDhPrivateKey(key, new DHParameterSpec(dh.prime(), dh.base()));
    }
    if (named != null && part instanceof PublicPart.MlDsa) {
      return new TokenPostQuantumPrivateKey(key, "ML-DSA", named);
    }
    if (named != null && part instanceof PublicPart.MlKem) {
      return new TokenPostQuantumPrivateKey(key, "ML-KEM", named);
    }
    throw new InvalidKeyException(
        "key '" + attributes.label() + "': no JCA form for " + Ckk.nameOf(attributes.keyType()));
  }

  private static TokenPrivateKey ec(TokenKey key, KeyAttributes attributes, PublicPart.Ec part)
      throws InvalidKeyException {
    try {
      return new TokenEcPrivateKey(key, CurveCodec.decode(part.parameters()));
    } catch (InvalidParameterSpecException e) {
      throw new InvalidKeyException("key '" + attributes.label() + "': " + e.getMessage(), e);
    }
  }
}
