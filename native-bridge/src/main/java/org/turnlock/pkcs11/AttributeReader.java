// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.turnlock.pkcs11.binding.Cryptoki;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.memory.Scratch;
import org.turnlock.pkcs11.memory.StructCursor;

/**
 * Reads attributes of an object: all in one call with generous room, and one by one only what that
 * call left open, since a bulk read fails as a whole on some modules when one attribute is missing.
 */
final class AttributeReader {
  /** Never what an attribute fills exactly, for that is how one shows that was not answered. */
  private static final int ROOM_FOR_NUMBER = 16;

  private static final int ROOM_FOR_TEXT = 264;
  private static final int ROOM_FOR_INTEGER = 1032;
  private static final int ROOM_FOR_CERTIFICATE = 4096;
  private static final int ROOM_FOR_DATA = 16384;
  private static final long MOST = 16 << 20;

  private final Cryptoki functions;

  AttributeReader(Cryptoki functions) {
    this.functions = functions;
  }

  /**
   * The attributes that the object has and tells.
   *
   * @throws Pkcs11Exception if the object itself cannot be read
   */
  AttributeValues read(Session session, long object, long... types) {
    AttributeValues values = new AttributeValues();
    read(session, object, AttributeChoice.of(types), values);
    return values;
  }

  /**
   * Reads the attributes that the object has and tells.
   *
   * @param values what is known already, which is not asked for; takes the others
   * @throws Pkcs11Exception if the object itself cannot be read
   */
  void read(Session session, long object, AttributeChoice choice, AttributeValues values) {
    long[] first = values.missing(choice.first());
    long code = readTogether(session, object, first, values);
    Set<Long> asked = new HashSet<>();
    if (code == Ckr.OK) {
      addAll(first, asked);
    }
    long[] next = open(choice, values, asked);
    while (next.length > 0) {
      addAll(next, asked);
      if (!isAnswered(code, first, next)) {
        readTogether(session, object, next, values);
      }
      for (long type : values.missing(next)) {
        readAlone(session, object, type, values);
      }
      next = open(choice, values, asked);
    }
  }

  private static long[] open(AttributeChoice choice, AttributeValues values, Set<Long> asked) {
    long[] missing = values.missing(choice.wanted(values));
    return missing.length == 0
        ? missing
        : Arrays.stream(missing).filter(type -> !asked.contains(type)).toArray();
  }

  private static void addAll(long[] types, Set<Long> to) {
    for (long type : types) {
      to.add(type);
    }
  }

  /** Whether to ask for {@code next} in one call would be to repeat the first call in vain. */
  private static boolean isAnswered(long code, long[] first, long[] next) {
    boolean asked =
        Arrays.stream(next).allMatch(type -> Arrays.stream(first).anyMatch(one -> one == type));
    return asked && (isPartial(code) || next.length == first.length);
  }

  private long readTogether(Session session, long object, long[] types, AttributeValues values) {
    if (types.length == 0) {
      return Ckr.OK;
    }
    long room = 0;
    for (long type : types) {
      room += room(type, types);
    }
    Scratch scratch = session.scratch();
    int size = scratch.layout().attributeSize();
    scratch.begin(room + (long) size * types.length, types.length + 1);
    int array = scratch.take(size * types.length);
    int[] places = new int[types.length];
    for (int i = 0; i < types.length; i++) {
      int length = room(types[i], types);
      places[i] = scratch.take(length);
      writeAttribute(scratch, array + i * size, types[i], places[i], length);
    }
    long code =
        functions.C_GetAttributeValue(
            session.handle(), object, scratch.address(array), types.length);
    if (code == Ckr.OBJECT_HANDLE_INVALID || SessionFate.isGone(code)) {
      throw new Pkcs11Exception("C_GetAttributeValue", code);
    }
    for (int i = 0; i < types.length; i++) {
      long length = length(scratch, array + i * size);
      int given = room(types[i], types);
      if (length >= 0 && (code == Ckr.OK ? length <= given : isPartial(code) && length < given)) {
        values.put(types[i], scratch.get(places[i], (int) length));
      }
    }
    return code;
  }

  /** The answers that leave the other attributes of the same call valid (section 5.7.5). */
  private static boolean isPartial(long code) {
    return code == Ckr.ATTRIBUTE_SENSITIVE
        || code == Ckr.ATTRIBUTE_TYPE_INVALID
        || code == Ckr.BUFFER_TOO_SMALL;
  }

  private void readAlone(Session session, long object, long type, AttributeValues values) {
    Scratch scratch = session.scratch();
    int size = scratch.layout().attributeSize();
    scratch.begin(size, 1);
    int attribute = scratch.take(size);
    scratch.struct(attribute).putUlong(type).putPointer(0).putUlong(0);
    long handle = session.handle();
    if (functions.C_GetAttributeValue(handle, object, scratch.address(attribute), 1) != Ckr.OK) {
      return;
    }
    long length = length(scratch, attribute);
    if (length < 0 || length > MOST) {
      return;
    }
    scratch.begin(size + length, 2);
    attribute = scratch.take(size);
    int place = scratch.take((int) length);
    writeAttribute(scratch, attribute, type, place, (int) length);
    if (functions.C_GetAttributeValue(handle, object, scratch.address(attribute), 1) == Ckr.OK) {
      long read = length(scratch, attribute);
      if (read >= 0 && read <= length) {
        values.put(type, scratch.get(place, (int) read));
      }
    }
  }

  private static void writeAttribute(Scratch scratch, int at, long type, int place, int room) {
    scratch.struct(at).putUlong(type).putPointer(scratch.address(place)).putUlong(room);
  }

  /** The length that the module left in the attribute; -1 for CK_UNAVAILABLE_INFORMATION. */
  private static long length(Scratch scratch, int at) {
    StructCursor cursor = scratch.struct(at);
    cursor.ulong();
    cursor.pointer();
    long length = cursor.ulong();
    return length == scratch.layout().unavailable() ? -1 : length;
  }

  private static int room(long type, long[] together) {
    if (type == Cka.VALUE) {
      boolean ofData = Arrays.stream(together).anyMatch(other -> other == Cka.APPLICATION);
      return ofData ? ROOM_FOR_DATA : ROOM_FOR_CERTIFICATE;
    }
    boolean integer = type == Cka.MODULUS || type == Cka.PRIME || type == Cka.BASE;
    if (integer || type == Cka.SUBJECT || type == Cka.ISSUER) {
      return ROOM_FOR_INTEGER;
    }
    boolean text = type == Cka.LABEL || type == Cka.ID || type == Cka.APPLICATION;
    boolean curve = type == Cka.EC_PARAMS || type == Cka.EC_POINT;
    return text || curve || type == Cka.PUBLIC_EXPONENT ? ROOM_FOR_TEXT : ROOM_FOR_NUMBER;
  }
}
