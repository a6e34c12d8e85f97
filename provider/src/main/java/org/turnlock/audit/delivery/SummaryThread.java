// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.delivery;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The daemon that tells the summaries, each interval; there is none before the first is needed. */
final class SummaryThread implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("org.turnlock.audit");
  private static final long CLOSE_SECONDS = 5;

  private final Duration interval;
  private final Runnable work;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Thread thread;

  SummaryThread(Duration interval, Runnable work) {
    this.interval = interval;
    this.work = work;
  }

  /** There is something to be told at the end of the interval. */
  void need() {
    if (thread == null) {
      start();
    }
  }

  private synchronized void start() {
    if (thread == null) {
      Thread made = new Thread(null, this::run, "Turnlock-audit-summaries", 0, false);
      made.setContextClassLoader(null);
      made.setDaemon(true);
      made.start();
      thread = made;
    }
  }

  private void run() {
    try {
      while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
        work.run();
      }
    } catch (InterruptedException e) {
      // Somebody wants the thread to end, and it does; close() tells the rest.
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "uses of keys are summed up no more until close", e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    Thread last = thread;
    if (last != null) {
      try {
        last.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
