// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import java.time.Duration;
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

  /** About how long a run takes. */
  public Duration estimate() {
    double seconds = 0;
    for (Contest contest : contests) {
      Pace its = pace.of(contest.what());
      for (Competitor competitor : contest.competitors()) {
        seconds += pace.rounds() * competitor.seconds(contest.what(), its);
      }
      seconds += contest.counted().size() * Competitor.JVM_STARTS;
    }
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
