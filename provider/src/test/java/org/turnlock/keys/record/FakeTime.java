// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only while somebody waits. */
final class FakeTime {
  private final AtomicLong nanos = new AtomicLong();

  StoreSettings settings(Duration leaseTime) {
    return new StoreSettings(
        leaseTime,
        nanos::get,
        nanos::addAndGet,
        Clock.systemUTC(),
        StoreSettings.STANDARD.partBytes(),
        step -> {});
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  Duration elapsed() {
    return Duration.ofNanos(nanos.get());
  }
}
