// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import java.util.List;
import java.util.Optional;

/**
 * All that one run has measured.
 *
 * @param suite {@code quick} or {@code full}
 * @param environment where it ran
 * @param pace how long was measured
 * @param roundsDone how many rounds are whole
 * @param seconds that it took
 * @param measurements in the order of the suite
 * @param failures who could not
 */
public record Results(
    String suite,
    Environment environment,
    Pace pace,
    int roundsDone,
    long seconds,
    List<Measurement> measurements,
    List<Failure> failures) {

  /** Copies the lists. */
  public Results {
    measurements = List.copyOf(measurements);
    failures = List.copyOf(failures);
  }

  /** How many rounds, in words: the last one need not be whole. */
  public String rounds() {
    boolean more = measurements.stream().anyMatch(it -> it.rounds().size() > roundsDone);
    return roundsDone + (more ? " and a part of the next" : "");
  }

  /** What a backend has for a case. */
  public Optional<Measurement> find(Case what, String backend) {
    return measurements.stream()
        .filter(it -> it.what().equals(what) && it.backend().equals(backend))
        .findFirst();
  }

  /** How one backend compares with another at a case. */
  public Optional<Ratio> ratio(Case what, String one, String other) {
    return find(what, one)
        .flatMap(ours -> find(what, other).map(theirs -> Ratio.of(ours, theirs)))
        .filter(ratio -> !ratio.rounds().isEmpty());
  }

  /** Each case that somebody has done, once, in the order of the suite. */
  public List<Case> cases() {
    return measurements.stream().map(Measurement::what).distinct().toList();
  }
}
