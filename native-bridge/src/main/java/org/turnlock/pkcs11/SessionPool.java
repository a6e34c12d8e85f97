// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.error.TokenUnavailableException;

/**
 * The sessions that operations run in: opened when needed, at most {@code size}, each borrowed for
 * one operation.
 *
 * <p>A permit of the semaphore is the right to hold a session, so a thread that has one finds an
 * idle session or may open one; no lock is shared. Idle sessions stand in an array that each thread
 * searches from a place of its own. {@link #alone} waits until no call is in flight: a borrowed
 * session is the mark of a call in flight, unless its holder has declared it at rest.
 */
final class SessionPool {
  private static final Predicate<Priming> UNPRIMED = priming -> priming == null;

  private static final long DRAIN_POLL_NANOS = 20_000;
  private static final long PASS_NANOS = 20_000_000;
  private static final long BUSY_TOKEN_POLL_NANOS = 2_000_000;
  private static final long DROPPED_AFTER_NANOS = 100_000_000;
  private static final long LOOK_NANOS = 1_000_000_000;
  private static final long COLLECTION_PAUSE_NANOS = 1_000_000_000;

  private final SessionOpener opener;
  private final Primer primer;
  private final int size;
  private final long timeoutNanos;
  private final Semaphore permits;
  private final AtomicReferenceArray<Session> idle;
  private final AtomicInteger resting = new AtomicInteger();

  /** Sessions that are open, idle or borrowed. */
  private final AtomicInteger open = new AtomicInteger();

  /** Threads that a change of objects made wait: the next change lets them go first. */
  private final AtomicInteger aside = new AtomicInteger();

  private final AtomicLong lastCollection =
      new AtomicLong(System.nanoTime() - COLLECTION_PAUSE_NANOS);
  private final LongAdder discarded = new LongAdder();
  private final LongAdder abandoned = new LongAdder();
  private final Object drainEnd = new Object();
  private volatile boolean everAtRest;
  private volatile boolean draining;
  private volatile boolean closed;

  /**
   * @param primer null where no session is ever primed
   */
  SessionPool(SessionOpener opener, Primer primer, int size, Duration timeout) {
    this.opener = opener;
    this.primer = primer;
    this.size = size;
    this.timeoutNanos = timeout.toNanos();
    this.permits = new Semaphore(size);
    this.idle = new AtomicReferenceArray<>(size);
  }

  /**
   * Takes a session that is good for any operation; {@link #giveBack} must follow.
   *
   * @throws TokenUnavailableException if none is free until the deadline
   */
  Session borrow() {
    enter();
    Session session = primer == null ? takeIdle(null) : takeUnprimed();
    return session != null ? session : open();
  }

  private Session takeUnprimed() {
    Session session = takeIdle(UNPRIMED);
    while (true) {
      if (session == null && !hasRoom()) {
        session = takeIdle(null);
      }
      // Also where it was not primed a moment ago: another thread may have had it since.
      if (session == null || isMadeGoodForAny(session)) {
        return session;
      }
      session = null;
    }
  }

  /** Whether an idle session that was taken is good for any operation now; else it is closed. */
  private boolean isMadeGoodForAny(Session session) {
    if (primer == null || primer.end(session) == Ckr.OK) {
      return true;
    }
    discard(session);
    return false;
  }

  /**
   * Takes a session for messages under a key: one that is primed for it where there is one. Whoever
   * takes another primes it. {@link #giveBack} must follow.
   *
   * @param key handle, of that epoch
   * @throws TokenUnavailableException if none is free until the deadline
   */
  Session borrowFor(long key, long epoch, boolean encrypt) {
    enter();
    Session session = takePrimed(key, epoch, encrypt);
    if (session == null) {
      session = takeIdle(UNPRIMED);
    }
    if (session == null && !hasRoom()) {
      session = takeIdle(null);
    }
    return session != null ? session : open();
  }

  /** As {@link #takeIdle}, without a Predicate for each operation. */
  private Session takePrimed(long key, long epoch, boolean encrypt) {
    int start = startingPlace();
    for (int i = 0; i < size; i++) {
      int at = start + i < size ? start + i : start + i - size;
      Session seen = idle.get(at);
      if (seen != null && seen.isPrimedFor(key, epoch, encrypt) && take(at, seen)) {
        return seen;
      }
    }
    return null;
  }

  private boolean hasRoom() {
    return open.get() < size;
  }

  /** Ends what idle sessions are primed for with a key that was changed or destroyed. */
  void unprime(long key) {
    unprime(priming -> priming.key() == key);
  }

  /** Ends all that idle sessions are primed for, as is to be done before a logout. */
  void unprime() {
    unprime(priming -> true);
  }

  private void unprime(Predicate<Priming> unwanted) {
    // Not what is primed meanwhile: it is good, and threads that go on doing so would have no end.
    long begin = System.nanoTime();
    Session session;
    while (primer != null
        && (session =
                takeIdle(
                    priming ->
                        priming != null && priming.since() - begin < 0 && unwanted.test(priming)))
            != null) {
      if (isMadeGoodForAny(session)) {
        putIdle(session);
      }
    }
  }

  private void discard(Session session) {
    open.decrementAndGet();
    discarded.increment();
    opener.close(session);
  }

  private void enter() {
    if (!permits.tryAcquire()) {
      awaitPermit(System.nanoTime() + timeoutNanos);
    }
    if (draining || closed) {
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
        if (resting.get() > 0) {
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
    if (resting.get() > 0) {
      return DROPPED_AFTER_NANOS;
    }
    return everAtRest ? LOOK_NANOS : Long.MAX_VALUE;
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
    aside.incrementAndGet();
    try {
      while (draining) {
        permits.release();
        awaitDrainEnd(deadline);
        awaitPermit(deadline);
      }
    } finally {
      aside.decrementAndGet();
    }
    if (closed) {
      permits.release();
      throw new TokenUnavailableException("the token is closed");
    }
  }

  private void awaitDrainEnd(long deadline) {
    synchronized (drainEnd) {
      while (draining) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw new TokenUnavailableException(
              "no session within the deadline: the token's objects are being changed");
        }
        try {
          drainEnd.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new TokenUnavailableException("interrupted while waiting for a session");
        }
      }
    }
  }

  /**
   * @param fitting null for any
   */
  private Session takeIdle(Predicate<Priming> fitting) {
    int start = startingPlace();
    for (int i = 0; i < size; i++) {
      int at = start + i < size ? start + i : start + i - size;
      Session seen = idle.get(at);
      if (seen != null && (fitting == null || fitting.test(seen.priming())) && take(at, seen)) {
        return seen;
      }
    }
    return null;
  }

  /** Whether this thread has it now, and it is good. */
  private boolean take(int at, Session seen) {
    if (!idle.compareAndSet(at, seen, null)) {
      return false;
    }
    if (opener.isLost(seen)) {
      discard(seen);
      return false;
    }
    return true;
  }

  @SuppressWarnings("deprecation") // threadId() came with Java 19
  private int startingPlace() {
    return (int) (Thread.currentThread().getId() % size);
  }

  private Session open() {
    long deadline = System.nanoTime() + timeoutNanos;
    boolean opened = false;
    try {
      while (true) {
        try {
          Session session = opener.open(true);
          open.incrementAndGet();
          opened = true;
          return session;
        } catch (Pkcs11Exception e) {
          if (e.code() != Ckr.SESSION_COUNT) {
            throw e;
          }
          // Other users of the token hold its last sessions; one may come back to us or to it.
          Session session = takeIdle(null);
          if (session != null && isMadeGoodForAny(session)) {
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
      if (fate == SessionFate.KEEP && !closed && !opener.isLost(session)) {
        putIdle(session);
      } else {
        open.decrementAndGet();
        discarded.increment();
        if (fate != SessionFate.FORGET) {
          opener.close(session);
        }
      }
    } finally {
      permits.release();
    }
  }

  private void putIdle(Session session) {
    int start = startingPlace();
    for (int i = 0; i < size; i++) {
      int at = start + i < size ? start + i : start + i - size;
      if (idle.get(at) == null && idle.compareAndSet(at, null, session)) {
        if (closed) {
          closeIdle();
        }
        return;
      }
    }
    open.decrementAndGet();
    opener.close(session);
  }

  /** Declares that a borrowed session makes no call until {@link #resume}. */
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
    while (draining) {
      resting.incrementAndGet();
      aside.incrementAndGet();
      try {
        awaitDrainEnd(deadline);
      } finally {
        aside.decrementAndGet();
      }
      resting.decrementAndGet();
    }
  }

  /**
   * Ends a session at rest. Waits for a change of objects to end, but neither an interrupt nor the
   * deadline keeps the session from being given back.
   *
   * @param dropped true if its holder was collected
   */
  void endAtRest(Session session, boolean dropped) {
    if (dropped) {
      abandoned.increment();
    }
    long deadline = System.nanoTime() + timeoutNanos;
    while (draining && System.nanoTime() < deadline) {
      LockSupport.parkNanos(DRAIN_POLL_NANOS);
    }
    resting.decrementAndGet();
    giveBack(session, SessionFate.CLOSE);
  }

  /** Who stood aside for the change before goes first: many changes in a row starve nobody. */
  private void letOthersPass() {
    long end = System.nanoTime() + PASS_NANOS;
    while (aside.get() > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(DRAIN_POLL_NANOS);
    }
  }

  /** Runs {@code change} while no call of the pool's sessions is in flight. */
  synchronized void alone(Runnable change) {
    letOthersPass();
    long deadline = System.nanoTime() + timeoutNanos;
    draining = true;
    try {
      while (permits.availablePermits() + resting.get() < size) {
        if (System.nanoTime() > deadline) {
          throw new TokenUnavailableException(
              "the token's objects could not be changed within the deadline: operations in flight"
                  + " do not end");
        }
        LockSupport.parkNanos(DRAIN_POLL_NANOS);
      }
      change.run();
    } finally {
      synchronized (drainEnd) {
        draining = false;
        drainEnd.notifyAll();
      }
    }
  }

  /**
   * Closes the idle sessions and refuses new loans; borrowed ones are closed when they return.
   * Waits for the calls in flight, then runs {@code last}; not if they do not end until the
   * deadline.
   */
  void close(Runnable last) {
    closed = true;
    closeIdle();
    alone(last);
  }

  private void closeIdle() {
    for (int at = 0; at < size; at++) {
      Session session = idle.getAndSet(at, null);
      if (session != null) {
        open.decrementAndGet();
        opener.close(session);
      }
    }
  }

  /** How the pool stands. */
  PoolReport report() {
    int waitingInPool = 0;
    for (int at = 0; at < size; at++) {
      waitingInPool += idle.get(at) != null ? 1 : 0;
    }
    return new PoolReport(
        size,
        size - permits.availablePermits(),
        waitingInPool,
        permits.getQueueLength(),
        discarded.sum(),
        abandoned.sum());
  }
}
