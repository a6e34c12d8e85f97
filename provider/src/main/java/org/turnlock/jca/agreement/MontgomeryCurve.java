// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.agreement;

import java.math.BigInteger;
import java.security.spec.NamedParameterSpec;
import org.bouncycastle.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/** What there is to know of curve25519 and curve448 to check a public u-coordinate (RFC 7748). */
enum MontgomeryCurve {
  X25519(32, BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19)), 486662, 3),
  X448(
      56,
      BigInteger.ONE
          .shiftLeft(448)
          .subtract(BigInteger.ONE.shiftLeft(224))
          .subtract(BigInteger.ONE),
      156326,
      2);

  private final int bytes;
  private final BigInteger p;
  private final BigInteger a;
  private final int cofactorBits;

  MontgomeryCurve(int bytes, BigInteger p, long a, int cofactorBits) {
    this.bytes = bytes;
    this.p = p;
    this.a = BigInteger.valueOf(a);
    this.cofactorBits = cofactorBits;
  }

  /** The curve of this name; null if it is neither. */
  static MontgomeryCurve named(String name) {
    for (MontgomeryCurve curve : values()) {
      if (curve.name().equalsIgnoreCase(name)) {
        return curve;
      }
    }
    return null;
  }

  /** The curve that the parameters name; null if it is neither. */
  static MontgomeryCurve named(NamedParameterSpec params) {
    return named(params.getName());
  }

  /** Bytes of a coordinate, and of a shared secret. */
  int bytes() {
    return bytes;
  }

  /** The coordinate in the field: one that is not canonical counts as its remainder. */
  BigInteger reduced(BigInteger u) {
    return u.mod(p);
  }

  /** Little-endian, as all of RFC 7748. */
  byte[] encoded(BigInteger u) {
    return Arrays.reverse(BigIntegers.asUnsignedByteArray(bytes, u));
  }

  /**
   * Whether the point, on the curve or on its twist, vanishes when it is doubled as often as the
   * cofactor says: exactly those give the secret zero. The point is public, so that nothing is
   * given away by the time that this takes.
   */
  boolean isOfSmallOrder(BigInteger u) {
    BigInteger x = u;
    BigInteger z = BigInteger.ONE;
    for (int i = 0; i < cofactorBits; i++) {
      BigInteger xx = x.multiply(x);
      BigInteger zz = z.multiply(z);
      BigInteger xz = x.multiply(z);
      BigInteger difference = xx.subtract(zz);
      z = xz.shiftLeft(2).multiply(xx.add(a.multiply(xz)).add(zz)).mod(p);
      x = difference.multiply(difference).mod(p);
    }
    return z.signum() == 0;
  }
}
