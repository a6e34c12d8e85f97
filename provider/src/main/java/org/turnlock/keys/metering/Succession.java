// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.metering;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The rotation of a key whose current version is nearly spent: one thread of this process makes it,
 * and of several processes one. Where it fails it is tried again after a while.
 */
final class Succession {
  private static final System.Logger LOG = System.getLogger(Succession.class.getName());
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  /** So long a thread waits that has nothing to go on with; an issuer of certificates may hang. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String alias;
  private final int number;
  private final Duration patience;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile boolean done;
  private volatile long failedAt;
  private volatile RuntimeException failure;

  Succession(String alias, int number) {
    this(alias, number, PATIENCE);
  }

  Succession(String alias, int number, Duration patience) {
    this.alias = alias;
    this.number = number;
    this.patience = patience;
  }

  /**
   * Sees to a successor.
   *
   * @param mustWait whether there is nothing to go on with while another thread makes it; even so
   *     not for ever
   * @return whether there is one now
   */
  boolean arrange(LimitRotation rotation, boolean mustWait) {
    // An issuer of certificates may use the very key.
    if (!done && !isPausing() && !turn.isHeldByCurrentThread()) {
      if (!(mustWait ? taken() : turn.tryLock())) {
        return done;
      }
      try {
        if (!done && !isPausing()) {
          rotate(rotation);
        }
      } finally {
        turn.unlock();
      }
    }
    return done;
  }

  private boolean taken() {
    try {
      return turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isPausing() {
    return failure != null && System.nanoTime() - failedAt < PAUSE;
  }

  private void rotate(LimitRotation rotation) {
    try {
      done = rotation.rotate(alias, number) > number;
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private void failed(RuntimeException e) {
    RuntimeException before = failure;
    failedAt = System.nanoTime();
    failure = e;
    if (before == null || !String.valueOf(before.getMessage()).equals(e.getMessage())) {
      LOG.log(
          System.Logger.Level.WARNING,
          "version "
              + number
              + " of key '"
              + alias
              + "' has nearly done as much as its limit allows, and has no successor: "
              + e.getMessage());
    }
  }

  /** Why there is no successor; null if that is not known. */
  RuntimeException failure() {
    return failure;
  }
}
