// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.function.Predicate;
import org.turnlock.pkcs11.OpenSessions.Wanted;
import org.turnlock.pkcs11.constant.Ckr;

/**
 * Which of a pool's idle sessions fits, by what it is primed for. What was seen of an idle session
 * may have changed when it is had: another thread may have had it since. So whoever takes one looks
 * again.
 */
final class PrimedSessions {
  private final OpenSessions sessions;
  private final Primer primer;

  PrimedSessions(OpenSessions sessions, Primer primer) {
    this.sessions = sessions;
    this.primer = primer;
  }

  /**
   * Takes an idle session for messages or a part under a key, best one that is primed for it; null
   * where one is to be opened. Whoever takes another primes it.
   *
   * @param next by what the part would begin; null for messages
   */
  Session takeFor(long key, long epoch, boolean encrypt, Mechanism next) {
    Session session = sessions.take(Wanted.PRIMED, key, epoch, encrypt, next);
    if (session == null) {
      session = sessions.take(Wanted.UNPRIMED);
    }
    if (session == null && !sessions.hasRoom()) {
      session = sessions.take(Wanted.ANY);
    }
    return session;
  }

  /** Takes an idle session that is good for any operation; null where one is to be opened. */
  Session takeUnprimed() {
    while (true) {
      Session session = sessions.take(Wanted.UNPRIMED);
      if (session == null && !sessions.hasRoom()) {
        session = sessions.take(Wanted.ANY);
      }
      if (session == null || isUnprimed(session)) {
        return session;
      }
    }
  }

  /** As {@link #takeUnprimed()}, where none can be opened. */
  Session takeAnyUnprimed() {
    Session session = sessions.take(Wanted.ANY);
    return session != null && isUnprimed(session) ? session : null;
  }

  /** Whether a session that was taken is good for any operation now; else it is closed. */
  private boolean isUnprimed(Session session) {
    if (session.priming() == null || primer.end(session) == Ckr.OK) {
      return true;
    }
    sessions.giveBack(session, SessionFate.CLOSE);
    return false;
  }

  /** Ends what an idle session is primed for, if there is one that is primed so. */
  void endOne(long key, long epoch, boolean encrypt, Mechanism next) {
    Session session = sessions.take(Wanted.PRIMED, key, epoch, encrypt, next);
    if (session != null && isUnprimed(session)) {
      sessions.giveBack(session, SessionFate.KEEP);
    }
  }

  /** From now on nothing goes on that was primed under that handle before: it is a new object's. */
  void forget(long key) {
    primer.ended().add(key);
  }

  /** From now on nothing goes on that was primed before. */
  void forgetAll() {
    primer.ended().addAll();
  }

  /** Ends what sessions are primed for with a key that was changed or destroyed. */
  void end(long key) {
    primer.ended().add(key);
    end(priming -> priming.key() == key);
  }

  /** Ends all that sessions are primed for, as is to be done before a logout. */
  void end() {
    primer.ended().addAll();
    end(priming -> true);
  }

  private void end(Predicate<Priming> unwanted) {
    // Not what is primed meanwhile: it is good, and threads that go on doing so would have no end.
    long begin = System.nanoTime();
    Wanted old =
        (session, key, epoch, encrypt, next) -> {
          Priming priming = session.priming();
          return priming != null && priming.since() - begin < 0 && unwanted.test(priming);
        };
    Session session;
    while ((session = sessions.take(old)) != null) {
      if (isUnprimed(session)) {
        sessions.giveBack(session, SessionFate.KEEP);
      }
    }
  }
}
