// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How managed keys are kept and rotated.
 *
 * @param rotation whether the provider rotates keys by itself when they are due
 * @param jitter the longest time by which it is late on purpose
 * @param defaultPeriod the rotation period of new keys that say nothing of it
 * @param refresh how soon other processes' changes are seen
 * @param directory where records are kept for tokens without data objects
 */
public record ManagedKeySettings(
    boolean rotation,
    Duration jitter,
    Optional<Duration> defaultPeriod,
    Duration refresh,
    Optional<Path> directory) {
  /** What goes unless configured otherwise. */
  public static final ManagedKeySettings DEFAULT =
      new ManagedKeySettings(
          false, Duration.ofMinutes(1), Optional.empty(), Duration.ofSeconds(5), Optional.empty());
}
