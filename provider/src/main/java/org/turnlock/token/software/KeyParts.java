// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.util.BigIntegers;
import org.turnlock.pkcs11.constant.Cka;

/**
 * A private key's numbers as attributes, named as PKCS#11 names them: the open ones, and the secret
 * ones.
 */
record KeyParts(Map<Long, byte[]> open, Map<Long, byte[]> secret) {

  static KeyParts rsa(
      BigInteger modulus,
      BigInteger publicExponent,
      BigInteger privateExponent,
      BigInteger prime1,
      BigInteger prime2,
      BigInteger exponent1,
      BigInteger exponent2,
      BigInteger coefficient) {
    Map<Long, byte[]> open = new LinkedHashMap<>();
    open.put(Cka.MODULUS, bytes(modulus));
    open.put(Cka.PUBLIC_EXPONENT, bytes(publicExponent));
    Map<Long, byte[]> secret = new LinkedHashMap<>();
    secret.put(Cka.PRIVATE_EXPONENT, bytes(privateExponent));
    secret.put(Cka.PRIME_1, bytes(prime1));
    secret.put(Cka.PRIME_2, bytes(prime2));
    secret.put(Cka.EXPONENT_1, bytes(exponent1));
    secret.put(Cka.EXPONENT_2, bytes(exponent2));
    secret.put(Cka.COEFFICIENT, bytes(coefficient));
    return new KeyParts(open, secret);
  }

  /**
   * @param curve DER of ECParameters
   */
  static KeyParts ec(byte[] curve, BigInteger d) {
    return new KeyParts(Map.of(Cka.EC_PARAMS, curve.clone()), Map.of(Cka.VALUE, bytes(d)));
  }

  /** A secret key; the array is kept. */
  static KeyParts secret(byte[] value) {
    return new KeyParts(Map.of(), Map.of(Cka.VALUE, value));
  }

  /** The object with these parts and {@code attributes}. */
  StoredObject toObject(Attributes.Builder attributes) {
    open.forEach(attributes::set);
    return new StoredObject(ObjectId.random(), attributes.build(), new KeyMaterial(secret));
  }

  private static byte[] bytes(BigInteger number) {
    return BigIntegers.asUnsignedByteArray(number);
  }
}
