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
    return of(new FixedKeySource(key));
  }

  /**
   * The JCA key for what {@code source} finds, with the algorithm name that its attributes tell.
   *
   * @throws InvalidKeyException if the key's type has no JCA form here
   */
  public static TokenBackedKey of(KeySource source) throws InvalidKeyException {
    KeyAttributes attributes = source.tokenKey().attributes();
    if (attributes.keyClass() == KeyAttributes.KeyClass.SECRET) {
      return new TokenSecretKey(source, SecretAlgorithms.nameOf(attributes));
    }
    return privateKey(source, attributes);
  }

  private static TokenPrivateKey privateKey(KeySource source, KeyAttributes attributes)
      throws InvalidKeyException {
    PublicPart part = attributes.publicPart();
    if (part instanceof PublicPart.Rsa) {
      return new TokenRsaPrivateKey(source);
    }
    if (part instanceof PublicPart.Ec ec) {
      return ec(source, attributes, ec);
    }
    NamedParameterSpec named = NamedKeyParameters.of(part);
    if (named != null && part instanceof PublicPart.Edwards) {
      return new TokenEdwardsPrivateKey(source, named);
    }
    if (named != null && part instanceof PublicPart.Montgomery) {
      return new TokenMontgomeryPrivateKey(source, named);
    }
    if (part instanceof PublicPart.Dh dh) {
      return new TokenDhPrivateKey(source, new DHParameterSpec(dh.prime(), dh.base()));
    }
    if (named != null && part instanceof PublicPart.MlDsa) {
      return new TokenPostQuantumPrivateKey(source, "ML-DSA", named);
    }
    if (named != null && part instanceof PublicPart.MlKem) {
      return new TokenPostQuantumPrivateKey(source, "ML-KEM", named);
    }
    throw new InvalidKeyException(
        "key '" + attributes.label() + "': no JCA form for " + Ckk.nameOf(attributes.keyType()));
  }

  private static TokenPrivateKey ec(KeySource source, KeyAttributes attributes, PublicPart.Ec part)
      throws InvalidKeyException {
    try {
      return new TokenEcPrivateKey(source, CurveCodec.decode(part.parameters()));
    } catch (InvalidParameterSpecException e) {
      throw new InvalidKeyException("key '" + attributes.label() + "': " + e.getMessage(), e);
    }
  }
}
