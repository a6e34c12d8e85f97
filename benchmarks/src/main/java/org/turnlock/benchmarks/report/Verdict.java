// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import org.turnlock.benchmarks.suite.Ratio;

/** Whether a goal is reached; the later, the worse. */
enum Verdict {
  REACHED("yes"),
  /** The median is below, a round is not. */
  WITHIN_THE_SPREAD("within the spread"),
  MISSED("**no**"),
  NOT_MEASURED("not measured");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** Of a ratio that is to be at least so much. */
  static Verdict of(Ratio ratio, double atLeast) {
    if (ratio.median() >= atLeast) {
      return REACHED;
    }
    return ratio.most() >= atLeast ? WITHIN_THE_SPREAD : MISSED;
  }
}
