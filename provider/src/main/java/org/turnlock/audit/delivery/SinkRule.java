// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.delivery;

import java.time.Duration;

/**
 * How a sink is served.
 *
 * @param demand what becomes of keys and events while it takes none
 * @param capacity how many events may wait for it
 * @param patience how long an operation waits for room in the queue
 * @param farewell how long it may take, at the end, for what waits
 */
public record SinkRule(Demand demand, int capacity, Duration patience, Duration farewell) {
  private static final int CAPACITY = 8192;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  /** What a sink may ask of those who use keys. */
  public enum Demand {
    /** It must miss nothing: they wait for it, and use no key while it takes no events. */
    CLOSED,
    /** It should miss nothing: they wait for it while it is slow, and go on when it fails. */
    OPEN,
    /** Nobody waits for it. */
    BESIDES
  }

  /** For a sink that must miss nothing. */
  public static SinkRule mandatory() {
    return new SinkRule(Demand.CLOSED, CAPACITY, PATIENCE, FAREWELL);
  }

  /** For a sink that nobody waits for. */
  public static SinkRule besides() {
    return new SinkRule(Demand.BESIDES, CAPACITY, PATIENCE, FAREWELL);
  }

  /** Whether no key is used while it takes no events. */
  boolean required() {
    return demand == Demand.CLOSED;
  }

  /** Whether it is offered again what it did not take. */
  boolean insists() {
    return demand != Demand.BESIDES;
  }
}
