// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/**
 * The leases that a store has given out. One that was left behind when its token closed would keep
 * everybody from the key until it is old, for the process lives: so whoever closes waits for them.
 */
final class OpenLeases {
  private int open;
  private boolean ended;

  /** One more is about to be taken. */
  synchronized void begin(String alias) {
    if (ended) {
      throw new TokenException(
          Reason.UNAVAILABLE, "key '" + alias + "' cannot be changed: the provider is closed");
    }
    open++;
  }

  /** One that was begun is given back, or was not to be had. */
  synchronized void end() {
    open--;
    notifyAll();
  }

  /** Lets none begin from here on, and waits until all have ended, for so long at most. */
  synchronized void endAll(Duration patience) {
    ended = true;
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      for (long left = patience.toNanos(); open > 0 && left > 0; ) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
