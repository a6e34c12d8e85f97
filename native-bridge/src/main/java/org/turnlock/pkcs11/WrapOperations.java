// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import org.turnlock.pkcs11.binding.Cryptoki;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.memory.Scratch;

/**
 * Keys that travel encrypted: C_WrapKey, C_UnwrapKey and C_DeriveKey (PKCS#11 3.1, section 5.18).
 * One C call each.
 */
public final class WrapOperations {
  /** More than a wrapped PKCS#8 of an RSA key of 16,384 bits. */
  private static final int LONGEST_WRAPPED = 16 * 1024;

  private final Cryptoki functions;
  private final SessionPool pool;
  private final Recovery recovery;
  private final PrimedSessions primed;

  /**
   * @param primed are told the handle of what is made
   */
  WrapOperations(Cryptoki functions, SessionPool pool, Recovery recovery, PrimedSessions primed) {
    this.primed = primed;
    this.functions = functions;
    this.pool = pool;
    this.recovery = recovery;
  }

  /**
   * Wraps {@code key} under {@code wrappingKey}.
   *
   * @return what C_WrapKey gives
   */
  public byte[] wrap(ObjectRef wrappingKey, Mechanism mechanism, ObjectRef key) {
    long before = recovery.epoch();
    try {
      return wrapOnce(wrappingKey, mechanism, key);
    } catch (Pkcs11Exception e) {
      ObjectRef gone = e.code() == Ckr.WRAPPING_KEY_HANDLE_INVALID ? wrappingKey : key;
      long code = isHandleVoid(e.code()) ? Ckr.KEY_HANDLE_INVALID : e.code();
      if (!recovery.recovered(code, gone, before)) {
        throw e;
      }
      return wrapOnce(wrappingKey, mechanism, key);
    }
  }

  private byte[] wrapOnce(ObjectRef wrappingKey, Mechanism mechanism, ObjectRef key) {
    long wrappingHandle = recovery.handle(wrappingKey);
    long keyHandle = recovery.handle(key);
    Session session = pool.borrow();
    SessionFate fate = SessionFate.CLOSE;
    Scratch scratch = session.scratch();
    try {
      scratch.begin(
          MechanismWriter.bytes(scratch.layout(), mechanism) + LONGEST_WRAPPED + 8,
          MechanismWriter.PIECES + 2);
      long mechanismAt = scratch.address(MechanismWriter.write(scratch, mechanism));
      int to = scratch.take(LONGEST_WRAPPED);
      int written = scratch.putUlong(LONGEST_WRAPPED);
      long code =
          functions.C_WrapKey(
              session.handle(),
              mechanismAt,
              wrappingHandle,
              keyHandle,
              scratch.address(to),
              scratch.address(written));
      fate = SessionFate.of(code);
      if (code != Ckr.OK) {
        throw new Pkcs11Exception("C_WrapKey", code);
      }
      return scratch.get(to, (int) scratch.ulong(written));
    } finally {
      scratch.wipe();
      pool.giveBack(session, fate);
    }
  }

  private static boolean isHandleVoid(long code) {
    return code == Ckr.WRAPPING_KEY_HANDLE_INVALID || code == Ckr.UNWRAPPING_KEY_HANDLE_INVALID;
  }

  /**
   * Unwraps a key into the token.
   *
   * @param template the new key's attributes
   * @param identity what finds the new key again
   */
  public ObjectRef unwrap(
      ObjectRef unwrappingKey,
      Mechanism mechanism,
      byte[] wrapped,
      Template template,
      Template identity) {
    return make(
        "C_UnwrapKey",
        unwrappingKey,
        mechanism,
        wrapped,
        template,
        identity,
        (session, handle, mechanismAt, from, array, made) ->
            functions.C_UnwrapKey(
                session,
                mechanismAt,
                handle,
                from,
                wrapped.length,
                array,
                template.values().size(),
                made));
  }

  /**
   * Derives a key in the token.
   *
   * @param template the new key's attributes
   * @param identity what finds the new key again
   */
  public ObjectRef derive(
      ObjectRef baseKey, Mechanism mechanism, Template template, Template identity) {
    return make(
        "C_DeriveKey",
        baseKey,
        mechanism,
        new byte[0],
        template,
        identity,
        (session, handle, mechanismAt, from, array, made) ->
            functions.C_DeriveKey(
                session, mechanismAt, handle, array, template.values().size(), made));
  }

  /**
   * Derives a key, reads its value and removes it, in one session: nothing of it stays in the
   * token.
   *
   * @param template the passing key's attributes: a session object whose value can be read
   * @param length of the value, in bytes
   */
  public byte[] deriveValue(ObjectRef baseKey, Mechanism mechanism, Template template, int length) {
    if (recovery.objectsChangeAlone()) {
      return recovery.making(
          false,
          session -> {
            long handle = recovery.handle(session, baseKey);
            return new PassingKey(functions, session).derive(handle, mechanism, template, length);
          },
          baseKey);
    }
    long before = recovery.epoch();
    try {
      return deriveValueOnce(baseKey, mechanism, template, length);
    } catch (Pkcs11Exception e) {
      if (!recovery.recovered(e.code(), baseKey, before)) {
        throw e;
      }
      return deriveValueOnce(baseKey, mechanism, template, length);
    }
  }

  private byte[] deriveValueOnce(
      ObjectRef baseKey, Mechanism mechanism, Template template, int length) {
    long handle = recovery.handle(baseKey);
    Session session = pool.borrow();
    SessionFate fate = SessionFate.CLOSE;
    try {
      byte[] value = new PassingKey(functions, session).derive(handle, mechanism, template, length);
      fate = SessionFate.KEEP;
      return value;
    } catch (Pkcs11Exception e) {
      fate = SessionFate.of(e.code());
      throw e;
    } finally {
      pool.giveBack(session, fate);
    }
  }

  /** The C call that makes a key out of another. */
  @FunctionalInterface
  private interface Making {
    long call(long session, long handle, long mechanism, long from, long template, long made);
  }

  private ObjectRef make(
      String function,
      ObjectRef with,
      Mechanism mechanism,
      byte[] input,
      Template template,
      Template identity,
      Making making) {
    boolean resident = Boolean.TRUE.equals(template.values().get(Cka.TOKEN));
    return recovery.making(
        resident,
        session -> {
          long handle = recovery.handle(session, with);
          Scratch scratch = session.scratch();
          scratch.begin(
              MechanismWriter.bytes(scratch.layout(), mechanism)
                  + TemplateWriter.bytes(scratch.layout(), template)
                  + input.length
                  + 64,
              MechanismWriter.PIECES + TemplateWriter.pieces(template) + 4);
          try {
            long mechanismAt = scratch.address(MechanismWriter.write(scratch, mechanism));
            long from = scratch.address(scratch.put(input));
            long array = scratch.address(TemplateWriter.write(scratch, template));
            int made = scratch.putUlong(0);
            long code =
                making.call(
                    session.handle(), handle, mechanismAt, from, array, scratch.address(made));
            if (code != Ckr.OK) {
              throw new Pkcs11Exception(
                  function, isHandleVoid(code) ? Ckr.KEY_HANDLE_INVALID : code);
            }
            long key = scratch.ulong(made);
            primed.forget(key);
            return resident
                ? ObjectRef.tokenObject(Identity.of(identity), key, recovery.epoch())
                : ObjectRef.sessionObject(key, recovery.epoch());
          } finally {
            scratch.wipe();
          }
        },
        with);
  }
}
