// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import java.util.Comparator;
import java.util.List;
import org.turnlock.benchmarks.suite.Ratio;
import org.turnlock.benchmarks.suite.Units;

/**
 * A row of the goals' table.
 *
 * @param what is compared with what
 * @param goal to be reached
 * @param measured in this run
 * @param verdict whether it is
 */
record Goal(String what, String goal, String measured, Verdict verdict) {
  private static final int FEW = 4;

  /** A ratio by what it is called in this row. */
  record Measured(String name, Ratio ratio) {
    String words() {
      return name + ": " + Units.ratio(ratio.median());
    }
  }

  /** All these ratios are to be at least so much. */
  static Goal of(String what, double atLeast, List<Measured> measured) {
    Verdict verdict =
        measured.stream()
            .map(it -> Verdict.of(it.ratio(), atLeast))
            .max(Comparator.naturalOrder())
            .orElse(Verdict.NOT_MEASURED);
    return new Goal(what, "at least " + Units.trimmed(atLeast), words(measured, atLeast), verdict);
  }

  private static String words(List<Measured> measured, double atLeast) {
    if (measured.isEmpty()) {
      return "";
    }
    List<String> worstFirst =
        measured.stream()
            .sorted(Comparator.comparingDouble(it -> it.ratio().median()))
            .map(Measured::words)
            .toList();
    if (worstFirst.size() <= FEW) {
      return String.join("; ", worstFirst);
    }
    long below = measured.stream().filter(it -> it.ratio().median() < atLeast).count();
    return "%d cases, %s below; the least: %s"
        .formatted(
            measured.size(),
            below == 0 ? "none" : String.valueOf(below),
            String.join("; ", worstFirst.subList(0, FEW - 1)));
  }
}
