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
import org.turnlock.token.ParameterSet;
import org.turnlock.token.PublicPart;
import org.turnlock.token.Rfc8410Curve;
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
      if (objectClass == Cko.PRIVATE_KEY) {
        return privateKey(keyType, attributes, material);
      }
      return Optional.empty();
    } catch (TokenException unknownCurveOrType) {
      return Optional.empty();
    }
  }

  private static Optional<KeyAttributes> privateKey(
      long keyType, Attributes attributes, KeyMaterial material) {
    if (keyType == Ckk.RSA) {
      return rsa(attributes, material);
    }
    if (!material.types().contains(Cka.VALUE)) {
      return Optional.empty();
    }
    byte[] curve = attributes.bytes(Cka.EC_PARAMS);
    if (keyType == Ckk.EC && curve != null) {
      int bits = Curves.decode(curve).getCurve().getFieldSize();
      return describe(
          KeyClass.PRIVATE, keyType, attributes, bits, new PublicPart.Ec(curve.clone()));
    }
    if ((keyType == Ckk.EC_EDWARDS || keyType == Ckk.EC_MONTGOMERY) && curve != null) {
      return Rfc8410Curve.decode(curve)
          .filter(known -> known.signs() == (keyType == Ckk.EC_EDWARDS))
          .filter(known -> known.bytes() == material.lengthOf(Cka.VALUE))
          .flatMap(
              known ->
                  describe(
                      KeyClass.PRIVATE, keyType, attributes, known.bits(), known.publicPart()));
    }
    if (keyType == Ckk.DH) {
      return dh(attributes);
    }
    return ParameterSet.of(keyType, attributes.number(Cka.PARAMETER_SET, -1))
        .flatMap(set -> describe(KeyClass.PRIVATE, keyType, attributes, 0, set.publicPart()));
  }

  private static Optional<KeyAttributes> dh(Attributes attributes) {
    byte[] prime = attributes.bytes(Cka.PRIME);
    byte[] base = attributes.bytes(Cka.BASE);
    if (prime == null || base == null) {
      return Optional.empty();
    }
    PublicPart.Dh group = new PublicPart.Dh(new BigInteger(1, prime), new BigInteger(1, base));
    return describe(KeyClass.PRIVATE, Ckk.DH, attributes, group.prime().bitLength(), group);
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
