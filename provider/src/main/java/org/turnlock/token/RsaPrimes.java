// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import org.turnlock.token.PrivateKeyParts.Rsa;

/** The primes of an RSA key that came without (NIST SP 800-56B, appendix C). */
final class RsaPrimes {
  private static final int TRIES = 100;

  /** The exponents that keys without one are tried with: Fermat's numbers, and a few more. */
  private static final int[] USUAL_EXPONENTS = {65537, 3, 5, 17, 257, 35, 37, 41};

  private RsaPrimes() {}

  /**
   * The whole key.
   *
   * @param e the public exponent, or null or zero where the key does not tell it
   */
  static Rsa recover(BigInteger n, BigInteger e, BigInteger d) throws InvalidKeyException {
    if (n == null
        || d == null
        || n.signum() <= 0
        || !n.testBit(0)
        || d.signum() <= 0
        || d.compareTo(n) >= 0) {
      throw new InvalidKeyException("the RSA key's numbers do not belong together");
    }
    BigInteger exponent = e == null || e.signum() <= 0 ? usualExponent(n, d) : e;
    BigInteger p = factor(n, exponent.multiply(d).subtract(BigInteger.ONE));
    BigInteger q = n.divide(p);
    if (p.compareTo(q) < 0) {
      BigInteger larger = q;
      q = p;
      p = larger;
    }
    try {
      return new Rsa(
          n,
          exponent,
          d,
          p,
          q,
          d.mod(p.subtract(BigInteger.ONE)),
          d.mod(q.subtract(BigInteger.ONE)),
          q.modInverse(p));
    } catch (ArithmeticException notCoprime) {
      throw new InvalidKeyException("the RSA key's numbers do not belong together", notCoprime);
    }
  }

  private static BigInteger usualExponent(BigInteger n, BigInteger d) throws InvalidKeyException {
    for (int e : USUAL_EXPONENTS) {
      BigInteger candidate = BigInteger.valueOf(e);
      BigInteger power = BigInteger.TWO.modPow(candidate.multiply(d), n);
      if (power.equals(BigInteger.TWO)) {
        return candidate;
      }
    }
    throw new InvalidKeyException(
        "an RSA key needs its primes or its public exponent to be imported: give an"
            + " RSAPrivateCrtKey");
  }

  /**
   * @param multiple of the order of every residue
   */
  private static BigInteger factor(BigInteger n, BigInteger multiple) throws InvalidKeyException {
    if (multiple.signum() <= 0 || multiple.testBit(0)) {
      throw new InvalidKeyException("the RSA key's numbers do not belong together");
    }
    int twos = multiple.getLowestSetBit();
    BigInteger odd = multiple.shiftRight(twos);
    BigInteger last = n.subtract(BigInteger.ONE);
    for (int base = 2; base < TRIES; base++) {
      BigInteger y = BigInteger.valueOf(base).modPow(odd, n);
      for (int i = 0; i < twos && !y.equals(BigInteger.ONE) && !y.equals(last); i++) {
        BigInteger square = y.multiply(y).mod(n);
        if (square.equals(BigInteger.ONE)) {
          return y.subtract(BigInteger.ONE).gcd(n);
        }
        y = square;
      }
    }
    throw new InvalidKeyException("the RSA key's numbers do not belong together");
  }
}
