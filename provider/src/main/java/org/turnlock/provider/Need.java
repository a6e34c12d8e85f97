// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.turnlock.pkcs11.MechanismInfo;

/**
 * What a service asks of a token: any one of some mechanisms, each for some functions.
 *
 * @param anyOf the alternatives; empty when every token will do
 */
record Need(List<Use> anyOf) {
  /** Every token will do. */
  static final Need NOTHING = new Need(List.of());

  /**
   * A mechanism in certain functions.
   *
   * @param mechanism CKM_*
   * @param functions CKF_* bits that must all be set
   */
  record Use(long mechanism, long functions) {
    boolean offeredBy(Map<Long, MechanismInfo> mechanisms) {
      MechanismInfo info = mechanisms.get(mechanism);
      return info != null && info.has(functions);
    }
  }

  Need {
    anyOf = List.copyOf(anyOf);
  }

  /** A mechanism (CKM_*) that must be there for all these functions (CKF_*). */
  static Need of(long mechanism, long functions) {
    return new Need(List.of(new Use(mechanism, functions)));
  }

  /** This need, or else that mechanism. */
  Need or(long mechanism, long functions) {
    return new Need(
        Stream.concat(anyOf.stream(), Stream.of(new Use(mechanism, functions))).toList());
  }

  boolean metBy(Map<Long, MechanismInfo> mechanisms) {
    return anyOf.isEmpty() || anyOf.stream().anyMatch(use -> use.offeredBy(mechanisms));
  }
}
