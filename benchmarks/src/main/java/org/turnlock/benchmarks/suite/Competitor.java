// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

/** Somebody who can do a case, in a process of its own. */
public interface Competitor {
  /** Seconds that a JVM needs to start and to set up, as measured. */
  double JVM_STARTS = 1.0;

  /** Its name, for instance {@code turnlock-softhsm}. */
  String backend();

  /** Does the case once. Whatever it throws ends its part in that case. */
  Fork measure(Case what, Pace pace) throws Exception;

  /** About how long that takes it. */
  double seconds(Case what, Pace pace);

  /** Whether its C calls can be counted. */
  default boolean isCounted() {
    return false;
  }

  /** C calls for an operation, counted in a process of its own, as counting takes time. */
  default double calls(Case what) throws Exception {
    throw new UnsupportedOperationException(backend() + " is not counted");
  }
}
