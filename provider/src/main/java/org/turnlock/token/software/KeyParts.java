// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.util.BigIntegers;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.token.PrivateKeyParts;

/**
 * A private key's numbers as attributes, named as PKCS#11 names them: the open ones, and the secret
 * ones.
 */
record KeyParts(Map<Long, byte[]> open, Map<Long, byte[]> secret) {

  /** A private key; the arrays are copied. */
  static KeyParts of(PrivateKeyParts key) {
    if (key instanceof PrivateKeyParts.Rsa rsa) {
      return rsa(rsa);
    }
    if (key instanceof PrivateKeyParts.Ec ec) {
      return new KeyParts(
          Map.of(Cka.EC_PARAMS, ec.curve().clone()), Map.of(Cka.VALUE, bytes(ec.value())));
    }
    if (key instanceof PrivateKeyParts.Rfc8410 rfc8410) {
      return new KeyParts(
          Map.of(Cka.EC_PARAMS, rfc8410.curve().identifier()),
          Map.of(Cka.VALUE, rfc8410.value().clone()));
    }
    if (key instanceof PrivateKeyParts.Dh dh) {
      return new KeyParts(
          Map.of(Cka.PRIME, bytes(dh.prime()), Cka.BASE, bytes(dh.base())),
          Map.of(Cka.VALUE, bytes(dh.value())));
    }
    return postQuantum((PrivateKeyParts.PostQuantum) key);
  }

  private static KeyParts rsa(PrivateKeyParts.Rsa key) {
    Map<Long, byte[]> open = new LinkedHashMap<>();
    open.put(Cka.MODULUS, bytes(key.modulus()));
    open.put(Cka.PUBLIC_EXPONENT, bytes(key.publicExponent()));
    Map<Long, byte[]> secret = new LinkedHashMap<>();
    secret.put(Cka.PRIVATE_EXPONENT, bytes(key.privateExponent()));
    secret.put(Cka.PRIME_1, bytes(key.prime1()));
    secret.put(Cka.PRIME_2, bytes(key.prime2()));
    secret.put(Cka.EXPONENT_1, bytes(key.exponent1()));
    secret.put(Cka.EXPONENT_2, bytes(key.exponent2()));
    secret.put(Cka.COEFFICIENT, bytes(key.coefficient()));
    return new KeyParts(open, secret);
  }

  private static KeyParts postQuantum(PrivateKeyParts.PostQuantum key) {
    Map<Long, byte[]> secret = new LinkedHashMap<>();
    secret.put(Cka.VALUE, key.value().clone());
    if (key.seed() != null) {
      secret.put(Cka.SEED, key.seed().clone());
    }
    return new KeyParts(
        Map.of(
            Cka.PARAMETER_SET, ByteBuffer.allocate(Long.BYTES).putLong(key.set().number()).array()),
        secret);
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
