// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyId;
import org.turnlock.token.PublicPart;
import org.turnlock.token.TokenException;

/** What a key's stored attributes tell of it. */
final class KeyDescription {
  private static final Set<Long> RSA_SECRETS =
      Set.of(
          Cka.PRIVATE_EXPONENT,
          Cka.PRIME_1,
          Cka.PRIME_2,
          Cka.EXPONENT_1,
          Cka.EXPONENT_2,
          Cka.COEFFICIENT);

  private KeyDescription() {}

  /** The description, or empty for what is not a key, or of a kind or make unknown here. */
  static Optional<KeyAttributes> of(Attributes attributes, KeyMaterial material) {
    if (material == null) {
      return Optional.empty();
    }
    try {
      long keyType = attributes.number(Cka.KEY_TYPE, -1);
      long objectClass = attributes.number(Cka.CLASS, -1);
      if (objectClass == Cko.SECRET_KEY && material.types().contains(Cka.VALUE)) {
        int bytes = material.lengthOf(Cka.VALUE);
        SecretLengths.require(keyType, bytes);
        return describe(
            KeyClass.SECRET, keyType, attributes, bytes * Byte.SIZE, new PublicPart.None());
      }
      if (objectClass == Cko.PRIVATE_KEY && keyType == Ckk.RSA) {
        return rsa(attributes, material);
      }
      if (objectClass == Cko.PRIVATE_KEY && keyType == Ckk.EC) {
        return ec(attributes, material);
      }
      return Optional.empty();
    } catch (TokenException unknownCurveOrType) {
      return Optional.empty();
    }
  }

  private static Optional<KeyAttributes> rsa(Attributes attributes, KeyMaterial material) {
    byte[] modulus = attributes.bytes(Cka.MODULUS);
    byte[] exponent = attributes.bytes(Cka.PUBLIC_EXPONENT);
    if (modulus == null || exponent == null || !material.types().containsAll(RSA_SECRETS)) {
      return Optional.empty();
    }
    PublicPart.Rsa publicPart =
        new PublicPart.Rsa(new BigInteger(1, modulus), new BigInteger(1, exponent));
    return describe(
        KeyClass.PRIVATE, Ckk.RSA, attributes, publicPart.modulus().bitLength(), publicPart);
  }

  private static Optional<KeyAttributes> ec(Attributes attributes, KeyMaterial material) {
    byte[] curve = attributes.bytes(Cka.EC_PARAMS);
    if (curve == null || !material.types().contains(Cka.VALUE)) {
      return Optional.empty();
    }
    int bits = Curves.decode(curve).getCurve().getFieldSize();
    return describe(KeyClass.PRIVATE, Ckk.EC, attributes, bits, new PublicPart.Ec(curve.clone()));
  }

  private static Optional<KeyAttributes> describe(
      KeyClass keyClass, long keyType, Attributes attributes, int bits, PublicPart publicPart) {
    byte[] id = attributes.bytes(Cka.ID);
    return Optional.of(
        new KeyAttributes(
            keyClass,
            keyType,
            id == null ? KeyId.none() : KeyId.of(id),
            attributes.label(),
            attributes.isTrue(Cka.TOKEN),
            bits,
            attributes.usages(),
            attributes.isTrue(Cka.SENSITIVE),
            attributes.isTrue(Cka.EXTRACTABLE),
            publicPart));
  }
}
