// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * How long is measured.
 *
 * @param rounds at most: in each, every competitor has one process a case
 * @param warmupMillis before a process measures; for JVMs only
 * @param slices of a process; their median is its result
 * @param sliceMillis of each
 * @param limitSeconds no case is begun later, but those of the first round
 */
public record Pace(int rounds, int warmupMillis, int slices, int sliceMillis, int limitSeconds) {
  /** So many threads do not get a CPU each; a slice is to be long against their turns. */
  private static final int MANY_THREADS = 8;

  private static final int LONGER = 2;

  /** The same with exactly so many rounds, however long they take. */
  public Pace withRounds(int other) {
    return new Pace(other, warmupMillis, slices, sliceMillis, Integer.MAX_VALUE);
  }

  /**
   * What a process does of a case: longer slices of many threads, one of a long stream; a longer
   * warm-up for what is compiled late.
   */
  Pace of(Case what) {
    return new Pace(
        rounds,
        what.compilesLate() ? LONGER * warmupMillis : warmupMillis,
        what.isLongStream() ? 1 : slices,
        what.threads() > MANY_THREADS ? LONGER * sliceMillis : sliceMillis,
        limitSeconds);
  }

  /** Whether a case of that round, from 0, may begin after that time. */
  @JsonIgnore
  boolean allows(int round, double secondsSoFar) {
    return round == 0 || secondsSoFar < limitSeconds;
  }
}
