// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.delivery;

import java.time.Duration;

/**
 * How a sink is served.
 *
 * @param required whether keys are refused while it takes no events; else it misses some
 * @param capacity how many events may wait for it
 * @param patience how long an operation waits for room in a required sink's queue
 * @param farewell how long it may take, at the end, for what waits
 */
public record SinkRule(boolean required, int capacity, Duration patience, Duration farewell) {
  private static final int CAPACITY = 8192;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  /** For a sink that must miss nothing. */
  public static SinkRule mandatory() {
    return new SinkRule(true, CAPACITY, PATIENCE, FAREWELL);
  }

  /** For a sink that nobody waits for. */
  public static SinkRule besides() {
    return new SinkRule(false, CAPACITY, PATIENCE, FAREWELL);
  }
}
