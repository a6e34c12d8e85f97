// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * How one provider did in one case.
 *
 * @param rate operations per second: the median of the rounds
 * @param least the least of them
 * @param most the most of them
 * @param operations how many there were in all
 * @param medianNanos that half of the operations did not exceed
 * @param slowNanos that 99 of 100 did not exceed; empty where there were not 100
 * @param calls of the PKCS#11 module for each operation, the fewest of the rounds: sessions that
 *     are opened come on top of it in others; 0 where they are not counted
 */
record Measurement(
    double rate,
    double least,
    double most,
    long operations,
    long medianNanos,
    OptionalLong slowNanos,
    double calls) {
  private static final int HUNDRED = 100;

  static Measurement of(List<Slice> rounds) {
    Latencies latencies = new Latencies();
    rounds.forEach(round -> latencies.add(round.latencies()));
    double[] rates = rounds.stream().mapToDouble(Slice::rate).sorted().toArray();
    double calls = rounds.stream().mapToDouble(Slice::callsOfEach).min().orElse(0);
    return new Measurement(
        median(rates),
        rates[0],
        rates[rates.length - 1],
        latencies.count(),
        latencies.nanosOf(0.5),
        latencies.count() < HUNDRED
            ? OptionalLong.empty()
            : OptionalLong.of(latencies.nanosOf(0.99)),
        calls);
  }

  /** Of one number at least; their order does not matter. */
  static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
