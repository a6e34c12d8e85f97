// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import java.util.List;

/**
 * What one run measures.
 *
 * @param name {@code quick} or {@code full}
 * @param pace how long
 * @param contests in the order of a round
 */
public record Suite(String name, Pace pace, List<Contest> contests) {
  /** Copies the list. */
  public Suite {
    contests = List.copyOf(contests);
  }

  /** The same with another number of rounds, however long they take. */
  public Suite withRounds(int rounds) {
    return new Suite(name, pace.withRounds(rounds), contests);
  }

  /** How many processes a run has at most: those of all rounds, and those that count calls. */
  public int forks() {
    return contests.stream()
        .mapToInt(it -> it.competitors().size() * pace.rounds() + it.counted().size())
        .sum();
  }
}
