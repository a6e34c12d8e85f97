// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.nio.ByteBuffer;
import org.turnlock.pkcs11.binding.Cryptoki;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.memory.Scratch;

/** Signatures and MACs (PKCS#11 3.1, section 5.13): in one part, or in several. */
public final class SignOperations {
  /** The longest signature of RSA, with 16,384 bits; callers give room for others. */
  private static final int LONGEST_SIGNATURE = 2048;

  private final Cryptoki functions;
  private final SessionPool pool;
  private final Recovery recovery;

  SignOperations(Cryptoki functions, SessionPool pool, Recovery recovery) {
    this.functions = functions;
    this.pool = pool;
    this.recovery = recovery;
  }

  /**
   * Signs the input from its position to its limit, in exactly two C calls; writes at the output's
   * position.
   *
   * @return bytes written; on failure neither buffer has moved
   */
  public int sign(ObjectRef key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    long before = recovery.epoch();
    try {
      return once(key, mechanism, input, output);
    } catch (Pkcs11Exception e) {
      if (!recovery.recovered(e.code(), key, before)) {
        throw e;
      }
      return once(key, mechanism, input, output);
    }
  }

  private int once(ObjectRef key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    long keyHandle = recovery.handle(key);
    Session session = pool.borrow();
    SessionFate fate = SessionFate.CLOSE;
    Scratch scratch = session.scratch();
    try {
      int length = input.remaining();
      int room = Math.max(LONGEST_SIGNATURE, output.remaining());
      scratch.begin(
          MechanismWriter.bytes(scratch.layout(), mechanism) + length + room + 8,
          MechanismWriter.PIECES + 3);
      long mechanismAt = scratch.address(MechanismWriter.write(scratch, mechanism));
      long from = scratch.address(scratch.put(input));
      int to = scratch.take(room);
      int written = scratch.putUlong(room);
      long code = functions.C_SignInit(session.handle(), mechanismAt, keyHandle);
      fate = SessionFate.of(code);
      if (code != Ckr.OK) {
        throw new Pkcs11Exception("C_SignInit", code);
      }
      code =
          functions.C_Sign(
              session.handle(), from, length, scratch.address(to), scratch.address(written));
      fate = SessionFate.of(code);
      if (code != Ckr.OK) {
        throw new Pkcs11Exception("C_Sign", code);
      }
      int result = (int) scratch.ulong(written);
      scratch.get(to, result, output);
      input.position(input.limit());
      return result;
    } finally {
      scratch.wipe();
      pool.giveBack(session, fate);
    }
  }

  /** Begins a signature or MAC in several parts; it holds a session until it ends. */
  public MultiPartSign begin(ObjectRef key, Mechanism mechanism) {
    long before = recovery.epoch();
    try {
      return beginOnce(key, mechanism);
    } catch (Pkcs11Exception e) {
      if (!recovery.recovered(e.code(), key, before)) {
        throw e;
      }
      return beginOnce(key, mechanism);
    }
  }

  private MultiPartSign beginOnce(ObjectRef key, Mechanism mechanism) {
    long keyHandle = recovery.handle(key);
    Session session = pool.borrow();
    SessionFate fate = SessionFate.CLOSE;
    boolean begun = false;
    Scratch scratch = session.scratch();
    try {
      scratch.begin(MechanismWriter.bytes(scratch.layout(), mechanism), MechanismWriter.PIECES);
      long mechanismAt = scratch.address(MechanismWriter.write(scratch, mechanism));
      long code = functions.C_SignInit(session.handle(), mechanismAt, keyHandle);
      fate = SessionFate.of(code);
      if (code != Ckr.OK) {
        throw new Pkcs11Exception("C_SignInit", code);
      }
      begun = true;
      return new MultiPartSign(functions, new SessionLease(pool, session));
    } finally {
      if (!begun) {
        pool.giveBack(session, fate);
      }
    }
  }
}
