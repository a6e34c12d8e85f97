// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.error.TokenUnavailableException;

/**
 * Lends the sessions that operations run in: opened when needed, at most so many as {@link
 * OpenSessions} has places for, each borrowed for one operation.
 *
 * <p>A permit of the semaphore is the right to hold a session, so a thread that has one finds an
 * idle session or may open one; no lock is shared. {@link PrimedSessions} knows which one fits,
 * {@link QuietTimes} when none is lent.
 */
final class SessionPool {
  private static final long BUSY_TOKEN_POLL_NANOS = 2_000_000;
  private static final long DROPPED_AFTER_NANOS = 100_000_000;
  private static final long LOOK_NANOS = 1_000_000_000;
  private static final long COLLECTION_PAUSE_NANOS = 1_000_000_000;

  private final OpenSessions sessions;
  private final PrimedSessions primed;
  private final int size;
  private final long timeoutNanos;
  private final Semaphore permits;
  private final QuietTimes quiet;
  private final AtomicLong lastCollection =
      new AtomicLong(System.nanoTime() - COLLECTION_PAUSE_NANOS);
  private final LongAdder abandoned = new LongAdder();

  /**
   * @param primed of the same sessions
   */
  SessionPool(OpenSessions sessions, PrimedSessions primed, Duration timeout) {
    this.sessions = sessions;
    this.primed = primed;
    this.size = sessions.size();
    this.timeoutNanos = timeout.toNanos();
    this.permits = new Semaphore(size);
    this.quiet = new QuietTimes(permits, size, timeoutNanos);
  }

  /**
   * Takes a session that is good for any operation; {@link #giveBack} must follow.
   *
   * @throws TokenUnavailableException if none is free until the deadline
   */
  Session borrow() {
    enter();
    Session session = primed.takeUnprimed();
    return session != null ? session : open();
  }

  /**
   * Takes a session for messages or a part under a key: one that is primed for it where there is
   * one. Whoever takes another primes it. {@link #giveBack} must follow.
   *
   * @param key handle, of that epoch
   * @param next by what the part would begin; null for messages
   * @throws TokenUnavailableException if none is free until the deadline
   */
  Session borrowFor(long key, long epoch, boolean encrypt, Mechanism next) {
    enter();
    Session session = primed.takeFor(key, epoch, encrypt, next);
    return session != null ? session : open();
  }

  /** Ends what an idle session is primed for, unless that would mean to wait. */
  void end(long key, long epoch, boolean encrypt, Mechanism next) {
    if (!permits.tryAcquire()) {
      return;
    }
    try {
      if (!quiet.isOn() && !sessions.isClosed()) {
        primed.endOne(key, epoch, encrypt, next);
      }
    } finally {
      permits.release();
    }
  }

  private void enter() {
    if (!permits.tryAcquire()) {
      awaitPermit(System.nanoTime() + timeoutNanos);
    }
    if (quiet.isOn() || sessions.isClosed()) {
      standAside();
    }
  }

  private void awaitPermit(long deadline) {
    try {
      long left = deadline - System.nanoTime();
      while (left > 0) {
        if (permits.tryAcquire(Math.min(left, untilNextLook()), TimeUnit.NANOSECONDS)) {
          return;
        }
        if (quiet.resting() > 0) {
          findDropped();
        }
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TokenUnavailableException("interrupted while waiting for a session");
    }
    throw new TokenUnavailableException(
        "no session became free within "
            + TimeUnit.NANOSECONDS.toMillis(timeoutNanos)
            + " ms: all "
            + size
            + " are in use; raise poolSize or poolTimeout");
  }

  /**
   * How long to wait before looking for dropped sessions. A look costs the place in the queue, so
   * that there is none where no operation ever holds a session.
   */
  private long untilNextLook() {
    if (quiet.resting() > 0) {
      return DROPPED_AFTER_NANOS;
    }
    return quiet.everAtRest() ? LOOK_NANOS : Long.MAX_VALUE;
  }

  /** Sessions may be held by operations that were dropped and not collected yet. */
  private void findDropped() {
    long now = System.nanoTime();
    long last = lastCollection.get();
    if (now - last > COLLECTION_PAUSE_NANOS && lastCollection.compareAndSet(last, now)) {
      System.gc();
    }
  }

  /** Called with a permit while the pool is closed or somebody wants to be alone. */
  private void standAside() {
    long deadline = System.nanoTime() + timeoutNanos;
    quiet.standAside();
    try {
      while (quiet.isOn()) {
        permits.release();
        quiet.awaitEnd(deadline);
        awaitPermit(deadline);
      }
    } finally {
      quiet.standAsideNoMore();
    }
    if (sessions.isClosed()) {
      permits.release();
      throw new TokenUnavailableException("the token is closed");
    }
  }

  private Session open() {
    long deadline = System.nanoTime() + timeoutNanos;
    boolean opened = false;
    try {
      while (true) {
        try {
          Session session = sessions.open();
          opened = true;
          return session;
        } catch (Pkcs11Exception e) {
          if (e.code() != Ckr.SESSION_COUNT) {
            throw e;
          }
          // Other users of the token hold its last sessions; one may come back to us or to it.
          Session session = primed.takeAnyUnprimed();
          if (session != null) {
            opened = true;
            return session;
          }
          if (System.nanoTime() > deadline) {
            throw e;
          }
          LockSupport.parkNanos(BUSY_TOKEN_POLL_NANOS);
        }
      }
    } finally {
      if (!opened) {
        permits.release();
      }
    }
  }

  /** Returns a session to the pool, or ends it, as {@code fate} says. */
  void giveBack(Session session, SessionFate fate) {
    try {
      sessions.giveBack(session, fate);
    } finally {
      permits.release();
    }
  }

  /** Declares that a borrowed session makes no call until {@link #resume}. */
  void rest() {
    quiet.rest();
  }

  /** Ends {@link #rest}: the holder is about to make a call. */
  void resume() {
    quiet.resume();
  }

  /**
   * Ends a session at rest.
   *
   * @param dropped true if its holder was collected
   */
  void endAtRest(Session session, boolean dropped) {
    if (dropped) {
      abandoned.increment();
    }
    quiet.resumeToClose();
    giveBack(session, SessionFate.CLOSE);
  }

  /** Runs {@code change} while no call of the pool's sessions is in flight. */
  void alone(Runnable change) {
    quiet.during(change);
  }

  /**
   * Closes the idle sessions and refuses new loans; borrowed ones are closed when they return.
   * Waits for the calls in flight, then runs {@code last}; not if they do not end until the
   * deadline.
   */
  void close(Runnable last) {
    sessions.close();
    alone(last);
  }

  /** How the pool stands. */
  PoolReport report() {
    return new PoolReport(
        size,
        size - permits.availablePermits(),
        sessions.idle(),
        permits.getQueueLength(),
        sessions.discarded(),
        abandoned.sum());
  }
}
