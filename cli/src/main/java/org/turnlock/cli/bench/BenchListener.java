// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

/** Is told how a measurement goes on. */
interface BenchListener {
  /** This is measured now, and all that is still to come takes so many seconds. */
  void measuring(Subject subject, long secondsLeft);

  void measured(CaseResult result);

  void leftOut(LeftOut what);
}
