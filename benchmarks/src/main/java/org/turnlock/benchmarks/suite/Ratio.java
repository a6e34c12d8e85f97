// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How often one does what another does once, in the same time. Each round gives a ratio, of two
 * processes that ran one right after the other.
 *
 * @param rounds one ratio each
 */
public record Ratio(List<Double> rounds) {
  /** Copies the list. */
  public Ratio {
    rounds = List.copyOf(rounds);
  }

  /** The rate of one by that of the other, in the rounds that both have. */
  public static Ratio of(Measurement one, Measurement other) {
    List<Double> rounds = new ArrayList<>();
    for (int i = 0; i < Math.min(one.rounds().size(), other.rounds().size()); i++) {
      rounds.add(other.rounds().get(i) / one.rounds().get(i));
    }
    return new Ratio(rounds);
  }

  /** The median. */
  public double median() {
    return Median.of(rounds);
  }

  /** The least. */
  public double least() {
    return Collections.min(rounds);
  }

  /** The most. */
  public double most() {
    return Collections.max(rounds);
  }
}
