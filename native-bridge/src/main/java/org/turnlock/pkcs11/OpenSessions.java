// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * A pool's sessions: how many are open, and those that are idle, in an array that each thread
 * searches from a place of its own. Whoever takes one has it alone.
 */
final class OpenSessions {
  /**
   * Which session is wanted, for messages or parts under {@code key} or anything else. Constants,
   * so that an operation makes none.
   */
  @FunctionalInterface
  interface Wanted {
    Wanted ANY = (session, key, epoch, encrypt, next) -> true;
    Wanted UNPRIMED = (session, key, epoch, encrypt, next) -> session.priming() == null;
    Wanted PRIMED = Session::isPrimedFor;

    boolean is(Session session, long key, long epoch, boolean encrypt, Mechanism next);
  }

  private final SessionOpener opener;
  private final int size;
  private final AtomicReferenceArray<Session> idle;

  /** Idle ones and those that somebody has. */
  private final AtomicInteger open = new AtomicInteger();

  private final LongAdder discarded = new LongAdder();
  private volatile boolean closed;

  /**
   * @param size sessions that can be idle
   */
  OpenSessions(SessionOpener opener, int size) {
    this.opener = opener;
    this.size = size;
    this.idle = new AtomicReferenceArray<>(size);
  }

  int size() {
    return size;
  }

  /** Whether another one may be opened. */
  boolean hasRoom() {
    return open.get() < size;
  }

  /** A new one. */
  Session open() {
    Session session = opener.open(true);
    open.incrementAndGet();
    return session;
  }

  /** Takes an idle one; null if there is none. */
  Session take(Wanted wanted) {
    return take(wanted, 0, 0, false, null);
  }

  /** Takes an idle one that was as wanted when it was seen; null if there is none. */
  Session take(Wanted wanted, long key, long epoch, boolean encrypt, Mechanism next) {
    int start = startingPlace();
    for (int i = 0; i < size; i++) {
      int at = start + i < size ? start + i : start + i - size;
      Session seen = idle.get(at);
      if (seen != null && wanted.is(seen, key, epoch, encrypt, next) && take(at, seen)) {
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
      end(seen, SessionFate.CLOSE);
      return false;
    }
    return true;
  }

  @SuppressWarnings("deprecation") // threadId() came with Java 19
  private int startingPlace() {
    return (int) (Thread.currentThread().getId() % size);
  }

  /** Makes a session that was taken or opened idle, or ends it, as {@code fate} says. */
  void giveBack(Session session, SessionFate fate) {
    if (fate == SessionFate.KEEP && !closed && !opener.isLost(session)) {
      put(session);
    } else {
      end(session, fate);
    }
  }

  private void put(Session session) {
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

  private void end(Session session, SessionFate fate) {
    open.decrementAndGet();
    discarded.increment();
    if (fate != SessionFate.FORGET) {
      opener.close(session);
    }
  }

  /** Closes the idle ones now, and all others when they are given back. */
  void close() {
    closed = true;
    closeIdle();
  }

  boolean isClosed() {
    return closed;
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

  /** How many are idle. */
  int idle() {
    int count = 0;
    for (int at = 0; at < size; at++) {
      count += idle.get(at) != null ? 1 : 0;
    }
    return count;
  }

  /** How many were ended as anything but closed with the pool. */
  long discarded() {
    return discarded.sum();
  }
}
