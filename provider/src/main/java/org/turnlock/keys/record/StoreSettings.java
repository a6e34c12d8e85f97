// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * What a store goes by.
 *
 * @param leaseTime a lease that has not changed for so long is dead
 * @param nanoTime measures it
 * @param pause waits for so many nanoseconds, or less
 * @param clock dates what processes tell of use
 * @param partBytes longer values are kept in parts of so many bytes
 * @param steps is told between any two steps of a change
 */
record StoreSettings(
    Duration leaseTime,
    LongSupplier nanoTime,
    LongConsumer pause,
    Clock clock,
    int partBytes,
    Steps steps) {
  /** So that an object with all its attributes, encrypted as SoftHSM does, is less than 4096. */
  private static final int PART_BYTES = 2500;

  static final StoreSettings STANDARD =
      new StoreSettings(
          Duration.ofSeconds(30),
          System::nanoTime,
          LockSupport::parkNanos,
          Clock.systemUTC(),
          PART_BYTES,
          step -> {});

  /** Looks on; tests stop a process here. */
  @FunctionalInterface
  interface Steps {
    void after(Step step);
  }

  /** What has just been done. */
  enum Step {
    LEASE_ANNOUNCED,
    FENCE_WRITTEN,
    LEASE_TAKEN,
    LEFTOVERS_REMOVED,
    PART_WRITTEN,
    RECORD_WRITTEN,
    PART_REMOVED,
    OLDER_RECORDS_REMOVED,
    LEDGERS_REMOVED,
    KEY_ABANDONED,
    LEASE_GIVEN_BACK
  }

  StoreSettings with(Duration time) {
    return new StoreSettings(time, nanoTime, pause, clock, partBytes, steps);
  }

  StoreSettings with(Steps looking) {
    return new StoreSettings(leaseTime, nanoTime, pause, clock, partBytes, looking);
  }

  StoreSettings with(int bytesOfPart) {
    return new StoreSettings(leaseTime, nanoTime, pause, clock, bytesOfPart, steps);
  }
}
