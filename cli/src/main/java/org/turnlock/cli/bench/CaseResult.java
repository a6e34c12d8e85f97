// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One row of the table.
 *
 * @param subject what was done
 * @param threads by how many at the same time
 * @param measurements by the contenders' names; Turnlock's is there
 * @param alone the rate of Turnlock with the fewest threads that were measured
 */
record CaseResult(
    Subject subject, int threads, Map<String, Measurement> measurements, double alone) {

  Measurement turnlock() {
    return measurements.get(Contender.TURNLOCK);
  }

  Optional<Measurement> sunPkcs11() {
    return Optional.ofNullable(measurements.get(Contender.SUNPKCS11));
  }

  /** How many times the rate of the fewest threads this one is. */
  double scaling() {
    return turnlock().rate() / alone;
  }

  /**
   * How many times as long SunPKCS11 took for an operation: by the medians, which other work on the
   * machine moves far less than the rates.
   */
  OptionalDouble ratio() {
    return sunPkcs11()
        .map(sun -> OptionalDouble.of((double) sun.medianNanos() / turnlock().medianNanos()))
        .orElse(OptionalDouble.empty());
  }
}
