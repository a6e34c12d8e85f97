// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Has heads signed when they are due, in a thread of its own: a token that is slow or gone holds up
 * no record. While nobody is logged in it waits.
 */
final class HeadThread {
  private static final System.Logger LOG = System.getLogger("org.turnlock.audit");
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_RETRY_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final HeadMaker maker;
  private final long mostRecords;
  private final long periodNanos;
  private final Thread thread;
  private long records;
  private long oldest;
  private long wanted;
  private long answered;
  private long signed;
  private long notBefore = System.nanoTime();
  private long retry = RETRY_NANOS;
  private boolean failing;
  private boolean ending;

  HeadThread(HeadMaker maker, TrailSettings settings) {
    this.maker = maker;
    this.mostRecords = settings.headRecords();
    this.periodNanos = settings.headPeriod().toNanos();
    this.thread = new Thread(this::run, "Turnlock-audit-heads");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** One record more has no head over it. */
  synchronized void unsigned() {
    if (records++ == 0) {
      oldest = System.nanoTime();
      notifyAll();
    } else if (records == mostRecords) {
      notifyAll();
    }
  }

  /**
   * Has all records so far signed, whether due or not.
   *
   * @return whether they were, in time
   */
  synchronized boolean sign(Duration limit) {
    if (!maker.ready()) {
      return false;
    }
    long mine = ++wanted;
    notBefore = System.nanoTime();
    notifyAll();
    return await(limit, () -> answered >= mine) && answered >= mine && signed >= mine;
  }

  /** Whether the last try has failed, which was said. */
  synchronized boolean isFailing() {
    return failing;
  }

  /** Ends the thread, which is waited for. */
  void end(Duration limit) {
    synchronized (this) {
      ending = true;
      notifyAll();
    }
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(Math.max(1, limit.toMillis()));
    } catch (InterruptedException e) {
      interrupted = true;
    }
    thread.interrupt();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Condition {
    boolean holds();
  }

  private synchronized boolean await(Duration limit, Condition until) {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (!until.holds() && thread.isAlive()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    try {
      Due due;
      while ((due = awaitDue()) != null) {
        boolean done = make(due.head());
        synchronized (this) {
          if (due.head()) {
            answered = due.wanted();
          }
          if (done && !due.head()) {
            notBefore = System.nanoTime();
          } else if (done) {
            records = Math.max(0, records - due.records());
            oldest = System.nanoTime();
            signed = due.wanted();
          } else {
            notBefore = System.nanoTime() + retry;
            retry = Math.min(2 * retry, LONGEST_RETRY_NANOS);
            if (ending) {
              return;
            }
          }
          notifyAll();
        }
      }
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * What is to be done.
   *
   * @param head whether a head is due; else only the key is to be named
   * @param records how many it will be over
   * @param wanted by how many callers
   */
  private record Due(boolean head, long records, long wanted) {}

  /** Null when it is over. */
  private synchronized Due awaitDue() throws InterruptedException {
    while (true) {
      long now = System.nanoTime();
      long sleep = sleep(now);
      boolean anonymous = !maker.isIntroduced();
      if (anonymous) {
        sleep = Math.min(sleep, notBefore - now);
      }
      if (sleep <= 0 && maker.ready()) {
        return new Due(wanted > answered || isDue(now), records, wanted);
      }
      if (ending) {
        return null;
      }
      if (sleep == Long.MAX_VALUE) {
        wait();
      } else {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(sleep <= 0 ? RETRY_NANOS : sleep, 1_000_000));
      }
    }
  }

  /** How long until a head is due. */
  private long sleep(long now) {
    if (wanted > answered || isDue(now)) {
      return notBefore - now;
    }
    return records == 0 ? Long.MAX_VALUE : Math.max(oldest + periodNanos, notBefore) - now;
  }

  private boolean isDue(long now) {
    return records >= mostRecords || records > 0 && now - oldest >= periodNanos;
  }

  private synchronized void failing(boolean now) {
    failing = now;
  }

  private boolean make(boolean head) {
    try {
      boolean made = true;
      if (head) {
        made = maker.make() >= 0;
      } else {
        maker.introduce();
      }
      if (failing) {
        LOG.log(Level.INFO, "the audit trail's heads are signed again");
      }
      failing(false);
      retry = RETRY_NANOS;
      return made;
    } catch (Exception | LinkageError e) {
      if (!failing) {
        failing(true);
        tell(e);
      }
      return false;
    }
  }

  /** What a token says of itself needs no stack trace. */
  private void tell(Throwable why) {
    boolean expected = why instanceof GeneralSecurityException || why instanceof ProviderException;
    LOG.log(
        Level.WARNING,
        "the audit trail goes on, but is not signed; that is tried again: " + why.getMessage(),
        expected ? null : why);
    if (why instanceof IOException) {
      return; // then that cannot be written either
    }
    try {
      maker.failed(why);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "that could not be told in the audit trail", e);
    }
  }
}
