// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.nio.ByteBuffer;
import org.turnlock.pkcs11.binding.MessageFunctions;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.memory.Scratch;

/**
 * AES-GCM by the message functions of PKCS#11 3.0 (3.1, sections 5.9, 5.11 and 6.13.3): one call,
 * in a session that is primed for the key. A key is used by {@link CipherOperations} at first; one
 * that is used again and again has sessions primed for it.
 */
final class GcmMessages {
  /** Room for CK_GCM_MESSAGE_PARAMS. */
  private static final int PARAMETERS_BYTES = 64;

  private static final int PIECES = 6;
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int TAG_BYTES = 16;

  /** CKG_NO_GENERATE. */
  private static final long NO_GENERATE = 0;

  private final MessageFunctions functions;
  private final Primer primer;
  private final SessionPool pool;
  private final Recovery recovery;
  private volatile boolean refused;

  GcmMessages(MessageFunctions functions, Primer primer, SessionPool pool, Recovery recovery) {
    this.functions = functions;
    this.primer = primer;
    this.pool = pool;
    this.recovery = recovery;
  }

  /**
   * Whether these data are to be sent as a message: with the IV and the tag that nearly all use, as
   * NSS wants all messages of a session to have the same lengths; and not without any bytes.
   */
  boolean takes(boolean encrypt, ObjectRef key, Mechanism mechanism, ByteBuffer input) {
    if (refused
        || mechanism.type() != Ckm.AES_GCM
        || !(mechanism.parameters() instanceof MechanismParameters.Gcm gcm)
        || gcm.iv().length != IV_BYTES
        || gcm.tagBits() != TAG_BITS) {
      return false;
    }
    int length = input.remaining() - (encrypt ? 0 : TAG_BYTES);
    return length >= 0 && length + gcm.aad().length > 0 && key.isUsedOften();
  }

  /**
   * Encrypts or decrypts.
   *
   * @return bytes written, or -1 if the module has no messages after all and nothing was done
   */
  int once(
      boolean encrypt, ObjectRef key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    long epoch = recovery.epoch();
    long keyHandle = recovery.handle(key);
    Session session =
        pool.borrow(priming -> priming != null && priming.serves(keyHandle, epoch, encrypt));
    SessionFate fate = SessionFate.CLOSE;
    try {
      Priming priming = session.priming();
      if (priming == null || !priming.serves(keyHandle, epoch, encrypt) || !priming.isFresh()) {
        long code = primer.prime(session, keyHandle, epoch, encrypt);
        fate = SessionFate.of(code);
        if (hasNone(code)) {
          refused = true;
          return -1;
        }
        if (code != Ckr.OK) {
          throw new Pkcs11Exception(
              encrypt ? "C_MessageEncryptInit" : "C_MessageDecryptInit", code);
        }
      }
      MechanismParameters.Gcm gcm = (MechanismParameters.Gcm) mechanism.parameters();
      fate = SessionFate.CLOSE;
      int written =
          encrypt ? encrypt(session, gcm, input, output) : decrypt(session, gcm, input, output);
      fate = SessionFate.KEEP;
      return written;
    } catch (Pkcs11Exception e) {
      fate = SessionFate.of(e.code());
      throw e;
    } finally {
      session.scratch().wipe();
      pool.giveBack(session, fate);
    }
  }

  /** Whether a module answers so that has the functions and not the mechanism. */
  private static boolean hasNone(long code) {
    return code == Ckr.FUNCTION_NOT_SUPPORTED
        || code == Ckr.MECHANISM_INVALID
        || code == Ckr.MECHANISM_PARAM_INVALID
        || code == Ckr.ARGUMENTS_BAD;
  }

  private int encrypt(
      Session session, MechanismParameters.Gcm gcm, ByteBuffer input, ByteBuffer output) {
    Scratch scratch = session.scratch();
    int length = input.remaining();
    begin(scratch, gcm, 2L * length + TAG_BYTES);
    // Always copies: the memory of a direct buffer can be freed, or its file cut, by others.
    long from = scratch.address(scratch.put(input));
    int to = scratch.take(length + TAG_BYTES);
    int written = scratch.putUlong(length);
    long aad = aad(scratch, gcm);
    int parameters = scratch.take(PARAMETERS_BYTES);
    int size = write(scratch, parameters, gcm, scratch.address(to + length));
    long code =
        functions.C_EncryptMessage(
            session.handle(),
            scratch.address(parameters),
            size,
            aad,
            gcm.aad().length,
            from,
            length,
            scratch.address(to),
            scratch.address(written));
    if (code != Ckr.OK) {
      throw new Pkcs11Exception("C_EncryptMessage", code);
    }
    scratch.get(to, length + TAG_BYTES, output);
    input.position(input.limit());
    return length + TAG_BYTES;
  }

  private int decrypt(
      Session session, MechanismParameters.Gcm gcm, ByteBuffer input, ByteBuffer output) {
    Scratch scratch = session.scratch();
    int length = input.remaining() - TAG_BYTES;
    begin(scratch, gcm, 2L * length + TAG_BYTES);
    int from = scratch.put(input);
    int to = scratch.take(length);
    int written = scratch.putUlong(length);
    long aad = aad(scratch, gcm);
    int parameters = scratch.take(PARAMETERS_BYTES);
    int size = write(scratch, parameters, gcm, scratch.address(from + length));
    long code =
        functions.C_DecryptMessage(
            session.handle(),
            scratch.address(parameters),
            size,
            aad,
            gcm.aad().length,
            scratch.address(from),
            length,
            scratch.address(to),
            scratch.address(written));
    if (code != Ckr.OK) {
      throw new Pkcs11Exception("C_DecryptMessage", code);
    }
    scratch.get(to, length, output);
    input.position(input.limit());
    return length;
  }

  private static void begin(Scratch scratch, MechanismParameters.Gcm gcm, long data) {
    scratch.begin(data + gcm.iv().length + gcm.aad().length + PARAMETERS_BYTES + 8, PIECES);
  }

  private static long aad(Scratch scratch, MechanismParameters.Gcm gcm) {
    return gcm.aad().length == 0 ? 0 : scratch.address(scratch.put(gcm.aad()));
  }

  /** CK_GCM_MESSAGE_PARAMS: the IV is the caller's, the tag stands behind the ciphertext. */
  private static int write(Scratch scratch, int at, MechanismParameters.Gcm gcm, long tagAddress) {
    long iv = scratch.address(scratch.put(gcm.iv()));
    return scratch
        .struct(at)
        .putPointer(iv)
        .putUlong(gcm.iv().length)
        .putUlong(0)
        .putUlong(NO_GENERATE)
        .putPointer(tagAddress)
        .putUlong(TAG_BITS)
        .size();
  }
}
