// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.nio.ByteBuffer;
import org.turnlock.pkcs11.binding.Cryptoki;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.memory.Scratch;

/**
 * Single-part encryption and decryption (PKCS#11 3.1, sections 5.8 and 5.10): exactly two C calls,
 * C_xxxInit and C_xxx, in a session borrowed for the two.
 */
public final class CipherOperations {
  /** Longest tag or padding that an output can have beyond its input. */
  private static final int OUTPUT_MARGIN = 32;

  private final Cryptoki functions;
  private final SessionPool pool;
  private final Recovery recovery;
  private final GcmMessages messages;

  /**
   * @param messages null where the module has none
   */
  CipherOperations(Cryptoki functions, SessionPool pool, Recovery recovery, GcmMessages messages) {
    this.functions = functions;
    this.pool = pool;
    this.recovery = recovery;
    this.messages = messages;
  }

  /**
   * Encrypts the input from its position to its limit; writes at the output's position.
   *
   * @return bytes written; on failure neither buffer has moved
   */
  public int encrypt(ObjectRef key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    return run(true, key, mechanism, input, output);
  }

  /** Decrypts; otherwise as {@link #encrypt}. */
  public int decrypt(ObjectRef key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    return run(false, key, mechanism, input, output);
  }

  private int run(
      boolean encrypt, ObjectRef key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    long before = recovery.epoch();
    try {
      return best(encrypt, key, mechanism, input, output);
    } catch (Pkcs11Exception e) {
      if (!recovery.recovered(e.code(), key, before)) {
        throw e;
      }
      return once(encrypt, key, mechanism, input, output);
    }
  }

  private int best(
      boolean encrypt, ObjectRef key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    if (messages != null && messages.takes(encrypt, key, mechanism, input)) {
      int written = messages.once(encrypt, key, mechanism, input, output);
      if (written >= 0) {
        return written;
      }
    }
    return once(encrypt, key, mechanism, input, output);
  }

  private int once(
      boolean encrypt, ObjectRef key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    long keyHandle = recovery.handle(key);
    Session session = pool.borrow();
    SessionFate fate = SessionFate.CLOSE;
    Scratch scratch = session.scratch();
    try {
      int length = input.remaining();
      int room = length + OUTPUT_MARGIN;
      scratch.begin(
          MechanismWriter.bytes(scratch.layout(), mechanism) + length + room + 8,
          MechanismWriter.PIECES + 3);
      long mechanismAt = scratch.address(MechanismWriter.write(scratch, mechanism));
      // Always a copy: the memory of a direct buffer can be freed, or its file cut, by others.
      long from = scratch.address(scratch.put(input));
      int to = scratch.take(room);
      int written = scratch.putUlong(room);
      long handle = session.handle();
      long code =
          encrypt
              ? functions.C_EncryptInit(handle, mechanismAt, keyHandle)
              : functions.C_DecryptInit(handle, mechanismAt, keyHandle);
      fate = SessionFate.of(code);
      if (code != Ckr.OK) {
        throw new Pkcs11Exception(encrypt ? "C_EncryptInit" : "C_DecryptInit", code);
      }
      long toAddress = scratch.address(to);
      long writtenAddress = scratch.address(written);
      code =
          encrypt
              ? functions.C_Encrypt(handle, from, length, toAddress, writtenAddress)
              : functions.C_Decrypt(handle, from, length, toAddress, writtenAddress);
      fate = SessionFate.of(code);
      if (code != Ckr.OK) {
        throw new Pkcs11Exception(encrypt ? "C_Encrypt" : "C_Decrypt", code);
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
}
