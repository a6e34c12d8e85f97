// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.turnlock.pkcs11.binding.Cryptoki;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.memory.Scratch;

/**
 * Encryption and decryption (PKCS#11 3.1, sections 5.8 and 5.10): exactly two C calls, C_xxxInit
 * and C_xxx, in a session borrowed for the two; one for a message or a part where that can be.
 */
public final class CipherOperations {
  private final Cryptoki functions;
  private final SessionPool pool;
  private final Recovery recovery;
  private final GcmMessages messages;
  private final CipherParts parts;
  private final boolean passDirectBuffers;

  /**
   * @param messages null where the module has none
   * @param parts of the same sessions
   */
  CipherOperations(
      Cryptoki functions,
      SessionPool pool,
      Recovery recovery,
      GcmMessages messages,
      CipherParts parts,
      boolean passDirectBuffers) {
    this.passDirectBuffers = passDirectBuffers;
    this.functions = functions;
    this.pool = pool;
    this.recovery = recovery;
    this.messages = messages;
    this.parts = parts;
  }

  /**
   * Encrypts the input from its position to its limit; writes at the output's position.
   *
   * @return bytes written; on failure neither buffer has moved
   */
  public int encrypt(ObjectRef key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    return encrypt(key, mechanism, Transfer.of(input, output));
  }

  /** The same, from and to wherever {@code transfer} says. */
  public int encrypt(ObjectRef key, Mechanism mechanism, Transfer transfer) {
    return run(true, key, mechanism, transfer);
  }

  /** Decrypts; otherwise as {@link #encrypt(ObjectRef, Mechanism, ByteBuffer, ByteBuffer)}. */
  public int decrypt(ObjectRef key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    return decrypt(key, mechanism, Transfer.of(input, output));
  }

  /** The same, from and to wherever {@code transfer} says. */
  public int decrypt(ObjectRef key, Mechanism mechanism, Transfer transfer) {
    return run(false, key, mechanism, transfer);
  }

  /**
   * Ends the operation that {@link Part#FOLLOWED} parts have left active, as no more of them come.
   * Optional: whoever needs its session ends it. Does not wait and throws nothing.
   *
   * @param next by what the next part would have begun
   */
  public void endParts(boolean encrypt, ObjectRef key, Mechanism next) {
    parts.end(encrypt, key, next);
  }

  private int run(boolean encrypt, ObjectRef key, Mechanism mechanism, Transfer transfer) {
    long before = recovery.epoch();
    try {
      return best(encrypt, key, mechanism, transfer);
    } catch (Pkcs11Exception e) {
      if (!recovery.recovered(e.code(), key, before)) {
        throw e;
      }
      return once(encrypt, key, mechanism, transfer);
    }
  }

  private int best(boolean encrypt, ObjectRef key, Mechanism mechanism, Transfer transfer) {
    if (parts.takes(mechanism, transfer)) {
      int written = parts.once(encrypt, key, mechanism, transfer);
      if (written >= 0) {
        return written;
      }
    }
    if (messages != null && messages.takes(encrypt, key, mechanism, transfer.length())) {
      int written = messages.once(encrypt, key, mechanism, transfer);
      if (written >= 0) {
        return written;
      }
    }
    return once(encrypt, key, mechanism, transfer);
  }

  private int once(boolean encrypt, ObjectRef key, Mechanism mechanism, Transfer transfer) {
    long keyHandle = recovery.handle(key);
    Session session = pool.borrow();
    SessionFate fate = SessionFate.CLOSE;
    Scratch scratch = session.scratch();
    try {
      int length = transfer.length();
      long planned = transfer.plan(encrypt, passDirectBuffers);
      scratch.begin(
          MechanismWriter.bytes(scratch.layout(), mechanism) + planned + 8L,
          MechanismWriter.PIECES + 3);
      long mechanismAt = scratch.address(MechanismWriter.write(scratch, mechanism));
      int written = scratch.putUlong(transfer.targetRoom());
      transfer.place(scratch);
      long handle = session.handle();
      long code =
          encrypt
              ? functions.C_EncryptInit(handle, mechanismAt, keyHandle)
              : functions.C_DecryptInit(handle, mechanismAt, keyHandle);
      fate = SessionFate.of(code);
      if (code != Ckr.OK) {
        throw new Pkcs11Exception(encrypt ? "C_EncryptInit" : "C_DecryptInit", code);
      }
      long from = transfer.source();
      long to = transfer.target();
      long writtenAt = scratch.address(written);
      code =
          encrypt
              ? functions.C_Encrypt(handle, from, length, to, writtenAt)
              : functions.C_Decrypt(handle, from, length, to, writtenAt);
      fate = SessionFate.of(code);
      if (code != Ckr.OK) {
        throw new Pkcs11Exception(encrypt ? "C_Encrypt" : "C_Decrypt", code);
      }
      int result = (int) scratch.ulong(written);
      transfer.finish(scratch, result);
      return result;
    } finally {
      Reference.reachabilityFence(transfer);
      scratch.wipe();
      pool.giveBack(session, fate);
    }
  }
}
