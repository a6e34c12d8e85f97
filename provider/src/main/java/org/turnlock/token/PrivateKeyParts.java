// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.util.Arrays;

/**
 * A software private key taken apart and checked: what a token makes its own key from. Arrays are
 * shared, not copied, for {@link #wipe} to reach them.
 */
public sealed interface PrivateKeyParts {
  /** RSA with its primes. */
  record Rsa(
      BigInteger modulus,
      BigInteger publicExponent,
      BigInteger privateExponent,
      BigInteger prime1,
      BigInteger prime2,
      BigInteger exponent1,
      BigInteger exponent2,
      BigInteger coefficient)
      implements PrivateKeyParts {}

  /** EC; {@code curve} is DER of ECParameters, {@code order} the curve's. */
  @SuppressWarnings("ArrayRecordComponent")
  record Ec(byte[] curve, BigInteger order, BigInteger value) implements PrivateKeyParts {}

  /** Edwards or Montgomery: the bytes of RFC 8032 or RFC 7748. */
  @SuppressWarnings("ArrayRecordComponent")
  record Rfc8410(Rfc8410Curve curve, byte[] value) implements PrivateKeyParts {}

  /** Diffie-Hellman. */
  record Dh(BigInteger prime, BigInteger base, BigInteger value) implements PrivateKeyParts {}

  /** ML-DSA or ML-KEM; {@code seed} is null where the key came without. */
  @SuppressWarnings("ArrayRecordComponent")
  record PostQuantum(ParameterSet set, byte[] seed, byte[] value) implements PrivateKeyParts {}

  /**
   * Takes a key apart.
   *
   * @throws InvalidKeyException if it does not show its value, is of a kind unknown here, or its
   *     numbers do not belong together
   */
  static PrivateKeyParts of(PrivateKey key) throws InvalidKeyException {
    return PrivateKeyReader.read(key);
  }

  /** What of the key is public. */
  default PublicPart publicPart() {
    if (this instanceof Rsa rsa) {
      return new PublicPart.Rsa(rsa.modulus(), rsa.publicExponent());
    }
    if (this instanceof Ec ec) {
      return new PublicPart.Ec(ec.curve());
    }
    if (this instanceof Rfc8410 rfc8410) {
      return rfc8410.curve().publicPart();
    }
    if (this instanceof Dh dh) {
      return new PublicPart.Dh(dh.prime(), dh.base());
    }
    return ((PostQuantum) this).set().publicPart();
  }

  /** Overwrites what can be overwritten. */
  default void wipe() {
    if (this instanceof Rfc8410 key) {
      Arrays.fill(key.value(), (byte) 0);
    } else if (this instanceof PostQuantum key) {
      Arrays.fill(key.value(), (byte) 0);
      if (key.seed() != null) {
        Arrays.fill(key.seed(), (byte) 0);
      }
    }
  }
}
