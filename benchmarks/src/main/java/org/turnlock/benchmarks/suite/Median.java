// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import java.util.Collection;
import java.util.Objects;

/** The value in the middle; of an even number, the middle of the two. */
public final class Median {
  private Median() {}

  /** Of at least one value. */
  public static double of(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(it -> it).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("no median of nothing");
    }
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** Of those that are not null; null if all are. */
  static Double ofKnown(Collection<Double> values) {
    var known = values.stream().filter(Objects::nonNull).toList();
    return known.isEmpty() ? null : Double.valueOf(of(known));
  }
}
