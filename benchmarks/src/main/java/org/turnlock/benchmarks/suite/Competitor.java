// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import java.util.OptionalDouble;

/** Somebody who can do a case, in a process of its own. */
public interface Competitor {
  /** Its name, for instance {@code turnlock-softhsm}. */
  String backend();

  /** Does the case once. Whatever it throws ends its part in that case. */
  Fork measure(Case what, Pace pace) throws Exception;

  /**
   * C calls for an operation, counted in a process of its own, as counting takes time; empty if
   * nobody counts.
   */
  default OptionalDouble calls(Case what) throws Exception {
    return OptionalDouble.empty();
  }
}
