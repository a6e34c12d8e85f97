// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** How many uses have begun and not ended. Cheap to count, dear to ask. */
final class UsesInFlight {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final LongAdder begun = new LongAdder();
  private final LongAdder ended = new LongAdder();

  void begin() {
    begun.increment();
  }

  void end() {
    ended.increment();
  }

  /** Waits until all have ended; does not heed an interrupt, which the caller finds afterwards. */
  void awaitNone(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    while (!isNone() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(this, PAUSE_NANOS);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The ends are summed first: what ends meanwhile had begun before. */
  private boolean isNone() {
    long ends = ended.sum();
    return begun.sum() == ends;
  }
}
