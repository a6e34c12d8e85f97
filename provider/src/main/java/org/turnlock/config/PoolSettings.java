// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.time.Duration;

/**
 * Limits of the session pool.
 *
 * @param size {@code poolSize}: how many sessions at most; the token's own maximum counts too
 * @param timeout {@code poolTimeout}: how long an operation waits for a session
 */
public record PoolSettings(int size, Duration timeout) {
  /** 64 sessions, 10 seconds. */
  public static final PoolSettings DEFAULT = new PoolSettings(64, Duration.ofSeconds(10));
}
