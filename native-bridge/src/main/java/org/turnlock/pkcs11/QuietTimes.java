// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.turnlock.pkcs11.error.TokenUnavailableException;

/**
 * The times in which no call of a pool's sessions is in flight, one for each change that must be
 * alone. A permit that was taken is the mark of a call in flight, unless its holder has declared
 * himself at rest. Before a call he looks whether a quiet time {@link #isOn}, after he has set his
 * mark; who wants one sets that first, and looks for marks then. So one of the two sees the other.
 */
final class QuietTimes {
  private static final long POLL_NANOS = 20_000;
  private static final long PASS_NANOS = 20_000_000;

  private final Semaphore permits;
  private final int size;
  private final long timeoutNanos;
  private final AtomicInteger resting = new AtomicInteger();

  /** Threads that a quiet time made wait: the next one lets them go first. */
  private final AtomicInteger aside = new AtomicInteger();

  private final Object end = new Object();
  private volatile boolean everAtRest;
  private volatile boolean on;

  /**
   * @param size how many permits there are
   */
  QuietTimes(Semaphore permits, int size, long timeoutNanos) {
    this.permits = permits;
    this.size = size;
    this.timeoutNanos = timeoutNanos;
  }

  /** Whether no call may be made now. */
  boolean isOn() {
    return on;
  }

  /** How many holders of a permit are at rest. */
  int resting() {
    return resting.get();
  }

  /** Whether one ever was. */
  boolean everAtRest() {
    return everAtRest;
  }

  /** Declares that the holder of a permit makes no call until {@link #resume}. */
  void rest() {
    if (!everAtRest) {
      everAtRest = true;
    }
    resting.incrementAndGet();
  }

  /** Ends {@link #rest}: the holder is about to make a call. */
  void resume() {
    long deadline = System.nanoTime() + timeoutNanos;
    resting.decrementAndGet();
    while (on) {
      resting.incrementAndGet();
      standAside();
      try {
        awaitEnd(deadline);
      } finally {
        standAsideNoMore();
      }
      resting.decrementAndGet();
    }
  }

  /**
   * Ends {@link #rest} for a call that closes the session. Waits for a quiet time to end, but
   * neither an interrupt nor the deadline keeps the session from being given back.
   */
  void resumeToClose() {
    long deadline = System.nanoTime() + timeoutNanos;
    while (on && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    resting.decrementAndGet();
  }

  /** From now on the next quiet time waits for this thread; not for long. */
  void standAside() {
    aside.incrementAndGet();
  }

  void standAsideNoMore() {
    aside.decrementAndGet();
  }

  /**
   * Waits, without a permit or at rest, until a quiet time is over.
   *
   * @throws TokenUnavailableException at the deadline
   */
  void awaitEnd(long deadline) {
    synchronized (end) {
      while (on) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw new TokenUnavailableException(
              "no session within the deadline: the token's objects are being changed");
        }
        try {
          end.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new TokenUnavailableException("interrupted while waiting for a session");
        }
      }
    }
  }

  /** Runs {@code change} while no call is in flight. */
  synchronized void during(Runnable change) {
    letOthersPass();
    long deadline = System.nanoTime() + timeoutNanos;
    on = true;
    try {
      while (permits.availablePermits() + resting.get() < size) {
        if (System.nanoTime() > deadline) {
          throw new TokenUnavailableException(
              "the token's objects could not be changed within the deadline: operations in flight"
                  + " do not end");
        }
        LockSupport.parkNanos(POLL_NANOS);
      }
      change.run();
    } finally {
      synchronized (end) {
        on = false;
        end.notifyAll();
      }
    }
  }

  /** Who stood aside for the change before goes first: many changes in a row starve nobody. */
  private void letOthersPass() {
    long until = System.nanoTime() + PASS_NANOS;
    while (aside.get() > 0 && System.nanoTime() < until) {
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
