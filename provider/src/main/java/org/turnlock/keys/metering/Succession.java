// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.metering;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The rotation of a key whose current version is nearly spent: one thread of this process makes it,
 * and of several processes one. Where it fails it is tried again after a while.
 */
final class Succession {
  private static final System.Logger LOG = System.getLogger(Succession.class.getName());
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private final String alias;
  private final int number;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile boolean done;
  private volatile long failedAt;
  private volatile RuntimeException failure;

  Succession(String alias, int number) {
    this.alias = alias;
    this.number = number;
  }

  /**
   * Sees to a successor.
   *
   * @param mustWait whether there is nothing to go on with while another thread makes it
   * @return whether there is one now
   */
  boolean arrange(LimitRotation rotation, boolean mustWait) {
    // An issuer of certificates may use the very key.
    if (!done && !isPausing() && !turn.isHeldByCurrentThread()) {
      if (mustWait) {
        turn.lock();
      } else if (!turn.tryLock()) {
        return false;
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
