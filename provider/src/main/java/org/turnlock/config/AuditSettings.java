// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.trail.TrailSettings;

/**
 * Who is told of the uses of keys, and of which.
 *
 * @param trail where the chained file is kept, and how; empty for none
 * @param sinks names of the other sinks
 * @param required names of those that must miss nothing; the trail must not anyway
 * @param uses how successful uses are told
 * @param omitted successful uses that are not told
 * @param samples of which successful uses one in so many is told
 * @param summaryInterval the time that one summary is about
 * @param failOpen whether keys are used though a sink that must miss nothing takes no events
 * @param queueSize how many events wait for a sink at most
 * @param timeout how long an operation waits for room in the queue of a sink that must miss nothing
 */
public record AuditSettings(
    Optional<TrailSettings> trail,
    List<String> sinks,
    Set<String> required,
    Uses uses,
    Set<AuditAction> omitted,
    Map<AuditAction, Integer> samples,
    Duration summaryInterval,
    boolean failOpen,
    int queueSize,
    Duration timeout) {
  /** Nobody is told, until a program adds a sink. */
  public static final AuditSettings DEFAULT =
      new AuditSettings(
          Optional.empty(),
          List.of(),
          Set.of(),
          Uses.FULL,
          Set.of(),
          Map.of(),
          Duration.ofMinutes(1),
          false,
          8192,
          Duration.ofSeconds(10));

  /** How successful uses are told. What was refused or failed is always told. */
  public enum Uses {
    /** Each by itself. */
    FULL,
    /** How many there were, and of how many bytes, each interval. */
    SUMMARY,
    /** Not at all. */
    OFF
  }

  public AuditSettings {
    sinks = List.copyOf(sinks);
    required = Set.copyOf(required);
    omitted = Set.copyOf(omitted);
    samples = Map.copyOf(samples);
  }
}
