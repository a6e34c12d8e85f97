// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.function.ToLongFunction;

/**
 * A session held over several calls. Between them it is at rest, so that it does not count as a
 * call in flight. Ends once, by whoever comes first: its holder or the cleaner.
 */
final class SessionLease implements Runnable {
  private final SessionPool pool;
  private final Session session;
  private boolean ended;

  /** Takes over a borrowed session, at rest from now on. */
  SessionLease(SessionPool pool, Session session) {
    this.pool = pool;
    this.session = session;
    pool.rest();
  }

  /**
   * Makes a call.
   *
   * @param last true if the lease ends with it; it ends anyway if the call fails
   * @return the call's CKR
   */
  synchronized long call(boolean last, ToLongFunction<Session> call) {
    if (ended) {
      throw new IllegalStateException("the operation has ended");
    }
    pool.resume();
    SessionFate fate = SessionFate.CLOSE;
    try {
      long code = call.applyAsLong(session);
      fate = SessionFate.of(code);
      return code;
    } finally {
      if (last || fate != SessionFate.KEEP) {
        ended = true;
        session.scratch().wipe();
        pool.giveBack(session, fate);
      } else {
        pool.rest();
      }
    }
  }

  /** Ends the lease without a result: the session is closed, and its operation with it. */
  synchronized void end() {
    if (!ended) {
      ended = true;
      pool.endAtRest(session, false);
    }
  }

  /** The cleaner's way: the holder was dropped. */
  @Override
  public synchronized void run() {
    if (!ended) {
      ended = true;
      pool.endAtRest(session, true);
    }
  }
}
