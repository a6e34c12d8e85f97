// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What one competitor needs for a case.
 *
 * @param operation as in {@link Case}
 * @param size as in {@link Case}
 * @param threads as in {@link Case}
 * @param delayMicros as in {@link Case}
 * @param backend who
 * @param rounds microseconds that an operation took one thread, one number a round
 * @param bytes that an operation took on the JVM's heap, or null
 * @param calls of C functions for an operation, or null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonPropertyOrder({
  "operation",
  "size",
  "threads",
  "delayMicros",
  "backend",
  "micros",
  "least",
  "most",
  "rounds"
})
public record Measurement(
    String operation,
    int size,
    int threads,
    int delayMicros,
    String backend,
    List<Double> rounds,
    Double bytes,
    Double calls) {

  /** Copies the list. */
  public Measurement {
    rounds = List.copyOf(rounds);
  }

  static Measurement of(Case what, String backend, List<Fork> forks, Double calls) {
    return new Measurement(
        what.operation(),
        what.size(),
        what.threads(),
        what.delayMicros(),
        backend,
        forks.stream().map(Fork::micros).toList(),
        Median.ofKnown(forks.stream().map(Fork::bytes).toList()),
        calls);
  }

  /** What was done. */
  public Case what() {
    return new Case(operation, size, threads, delayMicros);
  }

  /** The median of the rounds. */
  @JsonProperty
  public double micros() {
    return Median.of(rounds);
  }

  /** The least of the rounds. */
  @JsonProperty
  public double least() {
    return rounds.stream().mapToDouble(it -> it).min().orElseThrow();
  }

  /** The most of the rounds. */
  @JsonProperty
  public double most() {
    return rounds.stream().mapToDouble(it -> it).max().orElseThrow();
  }

  /** Operations per second of all threads together. */
  public double rate() {
    return threads * 1e6 / micros();
  }
}
