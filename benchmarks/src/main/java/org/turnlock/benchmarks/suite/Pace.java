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
 * @param limitSeconds no round is begun that would end later; the first always is
 */
public record Pace(int rounds, int warmupMillis, int slices, int sliceMillis, int limitSeconds) {
  /** The same with exactly so many rounds, however long they take. */
  public Pace withRounds(int other) {
    return new Pace(other, warmupMillis, slices, sliceMillis, Integer.MAX_VALUE);
  }

  /** Whether a round of that length may follow after that time. */
  @JsonIgnore
  public boolean allowsRound(double secondsSoFar, double secondsOfARound) {
    return secondsSoFar + secondsOfARound <= limitSeconds;
  }
}
