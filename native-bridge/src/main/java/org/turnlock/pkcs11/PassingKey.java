// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.Arrays;
import org.turnlock.pkcs11.binding.Cryptoki;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.memory.Scratch;
import org.turnlock.pkcs11.memory.StructCursor;

/**
 * A derived key that exists only for its value to be read: made, read and removed in one session,
 * three C calls. If it cannot be removed, the session must end, and the key with it.
 */
final class PassingKey {
  private final Cryptoki functions;
  private final Session session;

  PassingKey(Cryptoki functions, Session session) {
    this.functions = functions;
    this.session = session;
  }

  /** The value, for the caller to wipe. */
  byte[] derive(long baseKey, Mechanism mechanism, Template template, int length) {
    Scratch scratch = session.scratch();
    long key;
    try {
      scratch.begin(
          MechanismWriter.bytes(scratch.layout(), mechanism)
              + TemplateWriter.bytes(scratch.layout(), template)
              + 64,
          MechanismWriter.PIECES + TemplateWriter.pieces(template) + 4);
      long mechanismAt = scratch.address(MechanismWriter.write(scratch, mechanism));
      long array = scratch.address(TemplateWriter.write(scratch, template));
      int made = scratch.putUlong(0);
      int count = template.values().size();
      check(
          "C_DeriveKey",
          functions.C_DeriveKey(
              session.handle(), mechanismAt, baseKey, array, count, scratch.address(made)));
      key = scratch.ulong(made);
    } finally {
      scratch.wipe();
    }
    byte[] value = null;
    try {
      value = read(key, length);
    } finally {
      remove(key, value);
    }
    return value;
  }

  private byte[] read(long key, int length) {
    Scratch scratch = session.scratch();
    try {
      int size = scratch.layout().attributeSize();
      scratch.begin((long) size + length, 2);
      int attribute = scratch.take(size);
      int place = scratch.take(length);
      scratch
          .struct(attribute)
          .putUlong(Cka.VALUE)
          .putPointer(scratch.address(place))
          .putUlong(length);
      check(
          "C_GetAttributeValue",
          functions.C_GetAttributeValue(session.handle(), key, scratch.address(attribute), 1));
      StructCursor answer = scratch.struct(attribute);
      answer.ulong();
      answer.pointer();
      long given = answer.ulong();
      if (given != length) {
        throw new Pkcs11Exception(
            "C_GetAttributeValue",
            Ckr.FUNCTION_FAILED,
            "the derived value has " + given + " bytes instead of " + length);
      }
      return scratch.get(place, length);
    } finally {
      scratch.wipe();
    }
  }

  private void remove(long key, byte[] value) {
    long code = functions.C_DestroyObject(session.handle(), key);
    if (code != Ckr.OK) {
      if (value != null) {
        Arrays.fill(value, (byte) 0);
      }
      throw new Pkcs11Exception("C_DestroyObject", code);
    }
  }

  private static void check(String function, long code) {
    if (code != Ckr.OK) {
      throw new Pkcs11Exception(function, code);
    }
  }
}
