// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicInteger;
import org.turnlock.pkcs11.binding.Cryptoki;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.memory.Scratch;

/**
 * ECB, CBC and CTR of data that come in parts, by multiple-part operations (PKCS#11 3.1, sections
 * 5.8 and 5.10): one call a part. Between two parts the operation stays active in a session that is
 * idle in the pool, and whoever needs the session ends it. So nobody holds a session: each part
 * comes with the mechanism by which an operation of its own would begin, and goes on with an active
 * one where there is one that stands just there.
 */
final class CipherParts {
  private static final int BLOCK = 16;

  /** So many failures in a row, of what then went well as a whole, and there are no parts more. */
  private static final int FAILURES = 3;

  /** Nothing was done. */
  private static final int NOTHING = -1;

  private final Cryptoki functions;
  private final Primer primer;
  private final SessionPool pool;
  private final Recovery recovery;
  private final boolean passDirectBuffers;
  private final AtomicInteger failures = new AtomicInteger();

  CipherParts(
      Cryptoki functions,
      Primer primer,
      SessionPool pool,
      Recovery recovery,
      boolean passDirectBuffers) {
    this.functions = functions;
    this.primer = primer;
    this.pool = pool;
    this.recovery = recovery;
    this.passDirectBuffers = passDirectBuffers;
  }

  /** Whether these data are to be sent as a part. */
  boolean takes(Mechanism mechanism, Transfer transfer) {
    return transfer.part() != Part.WHOLE
        && (mechanism.type() == Ckm.AES_CBC
            || mechanism.type() == Ckm.AES_CTR
            || mechanism.type() == Ckm.AES_ECB)
        && transfer.length() > 0
        && (transfer.length() % BLOCK == 0 || transfer.part() == Part.LAST)
        && !reachesWrap(mechanism, transfer.length())
        && failures.get() < FAILURES;
  }

  /** Tokens do not agree on what follows the largest counter. */
  private static boolean reachesWrap(Mechanism mechanism, int length) {
    return mechanism.parameters() instanceof MechanismParameters.Counter counter
        && CounterBlock.bytesUntilWrap(counter.block()) <= length;
  }

  /**
   * Encrypts or decrypts.
   *
   * @return bytes written, or -1 if nothing was done and it should be done as a whole
   */
  int once(boolean encrypt, ObjectRef key, Mechanism mechanism, Transfer transfer) {
    long epoch = recovery.epoch();
    long keyHandle = recovery.handle(key);
    int length = transfer.length();
    boolean last = transfer.part() == Part.LAST;
    Session session = pool.borrowFor(keyHandle, epoch, encrypt, mechanism);
    SessionFate fate = SessionFate.KEEP;
    try {
      Priming active = session.priming();
      boolean found = session.isPrimedFor(keyHandle, epoch, encrypt, mechanism);
      if (!found && (last || active != null)) {
        // Every session is in use or has a part's operation: not another one, at theirs' cost.
        return NOTHING;
      }
      boolean goesOn = found && primer.isGood(active) && length % BLOCK == 0;
      fate = SessionFate.CLOSE;
      if (!goesOn) {
        fate = SessionFate.of(primer.end(session));
        if (last || fate != SessionFate.KEEP) {
          return NOTHING;
        }
        fate = SessionFate.CLOSE;
      }
      long since = goesOn ? active.since() : System.nanoTime();
      session.prime(null);
      Mechanism next = run(encrypt, session, goesOn ? 0 : keyHandle, mechanism, transfer);
      if (next == null) {
        // What goes on may have been ended by other code; that says nothing of the token.
        failures.addAndGet(goesOn ? 0 : 1);
        return NOTHING;
      }
      fate = SessionFate.KEEP;
      session.prime(new Priming(keyHandle, epoch, encrypt, next, since));
      if (last) {
        fate = SessionFate.of(primer.end(session));
      }
      if (failures.get() != 0) {
        failures.set(0);
      }
      return length;
    } catch (Pkcs11Exception e) {
      fate = SessionFate.of(e.code());
      throw e;
    } finally {
      session.scratch().wipe();
      pool.giveBack(session, fate);
    }
  }

  /**
   * Runs one part.
   *
   * @param beginWith the key's handle, or 0 where the operation is active
   * @return by what the next part would begin; null if the token does not do it part by part
   */
  private Mechanism run(
      boolean encrypt, Session session, long beginWith, Mechanism mechanism, Transfer transfer) {
    Scratch scratch = session.scratch();
    int length = transfer.length();
    long planned = transfer.plan(encrypt, passDirectBuffers);
    scratch.begin(
        MechanismWriter.bytes(scratch.layout(), mechanism) + planned + 8L,
        MechanismWriter.PIECES + 3);
    int written = scratch.putUlong(transfer.targetRoom());
    if (beginWith != 0) {
      begin(encrypt, session, mechanism, beginWith);
    }
    transfer.place(scratch);
    boolean chained = mechanism.parameters() instanceof MechanismParameters.Iv;
    byte[] ciphertext = chained && !encrypt ? transfer.endOfInput(scratch, BLOCK) : null;
    long handle = session.handle();
    long from = transfer.source();
    long to = transfer.target();
    long writtenAt = scratch.address(written);
    long code =
        encrypt
            ? functions.C_EncryptUpdate(handle, from, length, to, writtenAt)
            : functions.C_DecryptUpdate(handle, from, length, to, writtenAt);
    Reference.reachabilityFence(transfer);
    if (SessionFate.isGone(code) || code == Ckr.USER_NOT_LOGGED_IN) {
      throw new Pkcs11Exception(encrypt ? "C_EncryptUpdate" : "C_DecryptUpdate", code);
    }
    if (code != Ckr.OK || scratch.ulong(written) != length) {
      return null;
    }
    if (chained && encrypt) {
      ciphertext = transfer.endOfOutput(scratch, length, BLOCK);
    }
    transfer.finish(scratch, length);
    return next(mechanism, length, ciphertext);
  }

  private void begin(boolean encrypt, Session session, Mechanism mechanism, long keyHandle) {
    Scratch scratch = session.scratch();
    long at = scratch.address(MechanismWriter.write(scratch, mechanism));
    long code =
        encrypt
            ? functions.C_EncryptInit(session.handle(), at, keyHandle)
            : functions.C_DecryptInit(session.handle(), at, keyHandle);
    if (code != Ckr.OK) {
      throw new Pkcs11Exception(encrypt ? "C_EncryptInit" : "C_DecryptInit", code);
    }
  }

  private static Mechanism next(Mechanism mechanism, int length, byte[] lastCiphertext) {
    if (mechanism.parameters() instanceof MechanismParameters.Counter counter) {
      byte[] block = counter.block().clone();
      CounterBlock.advance(block, length / BLOCK);
      return Mechanism.aesCtr(block);
    }
    return lastCiphertext == null ? mechanism : Mechanism.withIv(mechanism.type(), lastCiphertext);
  }

  /** Ends the operation that stands there, if there is one and nothing is in the way. */
  void end(boolean encrypt, ObjectRef key, Mechanism mechanism) {
    long handle = key.handleAt(recovery.epoch());
    if (handle != 0) {
      pool.end(handle, recovery.epoch(), encrypt, mechanism);
    }
  }
}
