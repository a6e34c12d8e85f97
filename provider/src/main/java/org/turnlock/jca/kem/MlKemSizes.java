// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.kem;

import org.turnlock.token.ParameterSet;

/** Lengths in bytes: FIPS 203, table 3. */
final class MlKemSizes {
  static final int SECRET = 32;

  private MlKemSizes() {}

  static int encapsulation(ParameterSet set) {
    return switch (set) {
      case ML_KEM_512 -> 768;
      case ML_KEM_768 -> 1088;
      default -> 1568;
    };
  }
}
