// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.ArrayList;
import java.util.List;

/** EC curves: which are the same, what lies on them, which of them the JDK still computes with. */
public final class EcCurves {
  private static final class Jdk {
    static final List<ECParameterSpec> CURVES = curves("secp256r1", "secp384r1", "secp521r1");
  }

  private EcCurves() {}

  /** Whether both are there and mean the same curve, whatever their names. */
  public static boolean same(ECParameterSpec one, ECParameterSpec other) {
    return one != null
        && other != null
        && one.getCurve().equals(other.getCurve())
        && one.getGenerator().equals(other.getGenerator())
        && one.getOrder().equals(other.getOrder())
        && one.getCofactor() == other.getCofactor();
  }

  /**
   * Whether the point lies on a prime curve: y^2 = x^3 + ax + b (SEC 1, section 3.2.2.1), both
   * coordinates reduced, and not at infinity.
   */
  public static boolean hasPoint(ECParameterSpec curve, ECFieldFp field, ECPoint point) {
    if (point == null || point.equals(ECPoint.POINT_INFINITY)) {
      return false;
    }
    BigInteger p = field.getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    if (x.signum() < 0 || y.signum() < 0 || x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      return false;
    }
    BigInteger right =
        x.multiply(x).add(curve.getCurve().getA()).multiply(x).add(curve.getCurve().getB());
    return y.multiply(y).subtract(right).mod(p).signum() == 0;
  }

  /** Whether SunEC verifies on this curve: since JDK 16 on three of them only. */
  public static boolean inJdk(ECParameterSpec curve) {
    return Jdk.CURVES.stream().anyMatch(known -> same(known, curve));
  }

  private static List<ECParameterSpec> curves(String... names) {
    List<ECParameterSpec> known = new ArrayList<>();
    for (String name : names) {
      try {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC", "SunEC");
        parameters.init(new ECGenParameterSpec(name));
        known.add(parameters.getParameterSpec(ECParameterSpec.class));
      } catch (GeneralSecurityException e) {
        // This JDK is without it: Bouncy Castle verifies instead.
        continue;
      }
    }
    return known;
  }
}
