// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.turnlock.pkcs11.binding.Cryptoki;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.memory.CkLayout;
import org.turnlock.pkcs11.memory.Scratch;

/** Opens and closes sessions of one slot, and keeps the token's epoch. */
final class SessionOpener {
  private final Cryptoki functions;
  private final long slot;
  private final AtomicLong epoch = new AtomicLong(1);
  private final AtomicBoolean lossUntold = new AtomicBoolean();
  private volatile long sessionsLostBefore;
  private volatile long sessionObjectsLostBefore;

  SessionOpener(Cryptoki functions, long slot) {
    this.functions = functions;
    this.slot = slot;
  }

  /** Handles and sessions of an earlier epoch are void. */
  long epoch() {
    return epoch.get();
  }

  /** Declares every object handle void: token objects are to be looked up again. */
  void voidHandles() {
    epoch.incrementAndGet();
  }

  /** Declares every session object of before to be gone, as a logout may leave them. */
  void voidSessionObjects() {
    sessionObjectsLostBefore = epoch.incrementAndGet();
  }

  /** Whether a session object last seen in {@code seen} has been declared gone. */
  boolean isSessionObjectLost(long seen) {
    return seen < sessionObjectsLostBefore;
  }

  /**
   * Declares every handle and every session void, if {@code seen} is still the epoch: of many
   * threads that meet the same loss, one acts.
   */
  void voidSessions(long seen) {
    if (epoch.compareAndSet(seen, seen + 1)) {
      sessionsLostBefore = seen + 1;
      sessionObjectsLostBefore = seen + 1;
      lossUntold.set(true);
    }
  }

  /** Whether sessions were lost of which this was not asked yet. */
  boolean takeUntoldLoss() {
    return lossUntold.get() && lossUntold.getAndSet(false);
  }

  /** Whether the session was open at a time whose sessions have been declared void. */
  boolean isLost(Session session) {
    return session.epoch() < sessionsLostBefore;
  }

  /** Opens a session; read-only where the token cannot be written. */
  Session open(boolean readWrite) {
    long now = epoch.get();
    Scratch scratch = new Scratch(CkLayout.platform(), 64).begin(16, 1);
    int handle = scratch.putUlong(0);
    long flags = Ckf.SERIAL_SESSION | (readWrite ? Ckf.RW_SESSION : 0);
    long code = functions.C_OpenSession(slot, flags, 0, 0, scratch.address(handle));
    if (code == Ckr.TOKEN_WRITE_PROTECTED && readWrite) {
      return open(false);
    }
    if (code != Ckr.OK) {
      throw new Pkcs11Exception("C_OpenSession", code);
    }
    return new Session(scratch.ulong(handle), now);
  }

  /** Closes a session, whatever the module answers; a lost one is only forgotten. */
  void close(Session session) {
    session.scratch().wipe();
    if (!isLost(session)) {
      functions.C_CloseSession(session.handle());
    }
  }
}
