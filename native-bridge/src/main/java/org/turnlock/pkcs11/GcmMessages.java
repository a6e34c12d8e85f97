// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.lang.ref.Reference;
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
  private final boolean passDirectBuffers;
  private final MessageRefusals encryption = new MessageRefusals(true);
  private final MessageRefusals decryption = new MessageRefusals(false);

  GcmMessages(
      MessageFunctions functions,
      Primer primer,
      SessionPool pool,
      Recovery recovery,
      boolean passDirectBuffers) {
    this.passDirectBuffers = passDirectBuffers;
    this.functions = functions;
    this.primer = primer;
    this.pool = pool;
    this.recovery = recovery;
  }

  /**
   * Whether these data are to be sent as a message: with the IV and the tag that nearly all use, as
   * NSS wants all messages of a session to have the same lengths; and not without any bytes.
   */
  boolean takes(boolean encrypt, ObjectRef key, Mechanism mechanism, int inputLength) {
    if (refusals(encrypt).has(key)
        || mechanism.type() != Ckm.AES_GCM
        || !(mechanism.parameters() instanceof MechanismParameters.Gcm gcm)
        || gcm.iv().length != IV_BYTES
        || gcm.tagBits() != TAG_BITS) {
      return false;
    }
    int length = inputLength - (encrypt ? 0 : TAG_BYTES);
    return length >= 0 && length + gcm.aad().length > 0 && key.isUsedOften();
  }

  private MessageRefusals refusals(boolean encrypt) {
    return encrypt ? encryption : decryption;
  }

  /**
   * Encrypts or decrypts.
   *
   * @return bytes written, or -1 if nothing was done, for a reason that a message alone can have
   */
  int once(boolean encrypt, ObjectRef key, Mechanism mechanism, Transfer transfer) {
    long epoch = recovery.epoch();
    long keyHandle = recovery.handle(key);
    Session session = pool.borrowFor(keyHandle, epoch, encrypt, null);
    SessionFate fate = SessionFate.CLOSE;
    try {
      if (!session.isPrimedFor(keyHandle, epoch, encrypt, null)
          || !primer.isGood(session.priming())) {
        fate = SessionFate.of(primer.end(session));
        if (fate != SessionFate.KEEP) {
          return -1;
        }
        long code = primer.prime(session, keyHandle, epoch, encrypt);
        fate = SessionFate.of(code);
        if (code == Ckr.OK) {
          refusals(encrypt).taken();
        } else if (refusals(encrypt).add(code, key)) {
          return -1;
        } else {
          throw new Pkcs11Exception(
              encrypt ? "C_MessageEncryptInit" : "C_MessageDecryptInit", code);
        }
      }
      MechanismParameters.Gcm gcm = (MechanismParameters.Gcm) mechanism.parameters();
      fate = SessionFate.CLOSE;
      int written = call(encrypt, session, gcm, transfer);
      fate = SessionFate.KEEP;
      return written;
    } catch (Pkcs11Exception e) {
      fate = SessionFate.of(e.code());
      if (isOfOneMessage(e.code())
          || e.code() == Ckr.FUNCTION_NOT_SUPPORTED && refusals(encrypt).add(e.code(), key)) {
        return -1;
      }
      throw e;
    } finally {
      session.scratch().wipe();
      pool.giveBack(session, fate);
    }
  }

  /**
   * Whether others are to be tried again: it may be the fault of this one's form, or other code may
   * have ended what was primed.
   */
  private static boolean isOfOneMessage(long code) {
    return MessageRefusals.isOfMechanism(code) || code == Ckr.OPERATION_NOT_INITIALIZED;
  }

  private int call(
      boolean encrypt, Session session, MechanismParameters.Gcm gcm, Transfer transfer) {
    Scratch scratch = session.scratch();
    int length = transfer.length() - (encrypt ? 0 : TAG_BYTES);
    byte[] aad = gcm.aad();
    long planned = transfer.planMessage(encrypt, passDirectBuffers, TAG_BYTES);
    scratch.begin(planned + gcm.iv().length + aad.length + PARAMETERS_BYTES + 8L, PIECES);
    long iv = scratch.address(scratch.put(gcm.iv()));
    long aadAt = aad.length == 0 ? 0 : scratch.address(scratch.put(aad));
    int parameters = scratch.take(PARAMETERS_BYTES);
    long written = scratch.address(scratch.putUlong(length));
    transfer.place(scratch);
    long from = transfer.source();
    long to = transfer.target();
    int size = write(scratch, parameters, gcm, iv, (encrypt ? to : from) + length);
    long of = scratch.address(parameters);
    long handle = session.handle();
    long code =
        encrypt
            ? functions.C_EncryptMessage(
                handle, of, size, aadAt, aad.length, from, length, to, written)
            : functions.C_DecryptMessage(
                handle, of, size, aadAt, aad.length, from, length, to, written);
    Reference.reachabilityFence(transfer);
    if (code != Ckr.OK) {
      throw new Pkcs11Exception(encrypt ? "C_EncryptMessage" : "C_DecryptMessage", code);
    }
    int result = encrypt ? length + TAG_BYTES : length;
    transfer.finish(scratch, result);
    return result;
  }

  /** CK_GCM_MESSAGE_PARAMS: the IV is the caller's, the tag stands behind the ciphertext. */
  private static int write(
      Scratch scratch, int at, MechanismParameters.Gcm gcm, long iv, long tag) {
    return scratch
        .struct(at)
        .putPointer(iv)
        .putUlong(gcm.iv().length)
        .putUlong(0)
        .putUlong(NO_GENERATE)
        .putPointer(tag)
        .putUlong(TAG_BITS)
        .size();
  }
}
