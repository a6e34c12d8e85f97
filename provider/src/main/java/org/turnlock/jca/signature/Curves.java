// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.ArrayList;
import java.util.List;

/** Comparison of EC curves, and which of them the JDK can still compute with. */
final class Curves {
  private static final class Jdk {
    static final List<ECParameterSpec> CURVES = curves("secp256r1", "secp384r1", "secp521r1");
  }

  private Curves() {}

  static boolean same(ECParameterSpec one, ECParameterSpec other) {
    return one.getCurve().equals(other.getCurve())
        && one.getGenerator().equals(other.getGenerator())
        && one.getOrder().equals(other.getOrder())
        && one.getCofactor() == other.getCofactor();
  }

  /** Whether SunEC verifies on this curve: since JDK 16 on three of them only. */
  static boolean inJdk(ECParameterSpec curve) {
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
