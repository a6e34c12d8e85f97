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
 * @param steps is told between any two steps of a change
 */
record StoreSettings(
    Duration leaseTime, LongSupplier nanoTime, LongConsumer pause, Clock clock, Steps steps) {
  static final StoreSettings STANDARD =
      new StoreSettings(
          Duration.ofSeconds(30),
          System::nanoTime,
          LockSupport::parkNanos,
          Clock.systemUTC(),
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
    RECORD_WRITTEN,
    OLDER_RECORDS_REMOVED,
    LEDGERS_REMOVED,
    KEY_ABANDONED,
    LEASE_GIVEN_BACK
  }

  StoreSettings with(Duration time) {
    return new StoreSettings(time, nanoTime, pause, clock, steps);
  }

  StoreSettings with(Steps looking) {
    return new StoreSettings(leaseTime, nanoTime, pause, clock, looking);
  }
}
