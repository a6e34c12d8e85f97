// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.error.TokenUnavailableException;

/**
 * The keeper session: one session per token that stays open. It owns the login (a token with no
 * open session is logged out) and the session objects (they die with the session that made them),
 * and all object management goes through it, one call at a time.
 */
final class Keeper {
  private final SessionOpener opener;

  /** Fair: a thread that reads without a pause must not keep changes waiting. */
  private final ReentrantLock lock = new ReentrantLock(true);

  private Session session;
  private boolean closed;

  Keeper(SessionOpener opener) {
    this.opener = opener;
  }

  /** Runs {@code work} on the keeper session, opening it if need be. */
  <T> T call(Function<Session, T> work) {
    lock.lock();
    try {
      if (closed) {
        throw new TokenUnavailableException("the token is closed");
      }
      if (session == null || opener.isLost(session)) {
        session = opener.open(true);
      }
      Session used = session;
      try {
        return work.apply(used);
      } catch (Pkcs11Exception e) {
        if (SessionFate.isGone(e.code())) {
          opener.voidSessions(opener.epoch());
          session = null;
        }
        throw e;
      } finally {
        used.scratch().wipe();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Runs {@code work} while no other thread's call is on the keeper session. */
  void holding(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      if (session != null) {
        opener.close(session);
        session = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
