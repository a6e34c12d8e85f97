// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

/** Somebody who can do a case, in a process of its own. */
public interface Competitor {
  /** Its name, for instance {@code turnlock-softhsm}. */
  String backend();

  /** Does the case once. Whatever it throws ends its part in that case. */
  Fork measure(Case what, Pace pace) throws Exception;
}
