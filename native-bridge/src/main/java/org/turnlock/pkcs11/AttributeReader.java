// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  private static final int ROOM_FOR_TEXT = 256;
  private static final int ROOM_FOR_INTEGER = 1024;
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
    List<Long> open = new ArrayList<>();
    long code = readTogether(session, object, types, values, open);
    if (code == Ckr.OBJECT_HANDLE_INVALID || SessionFate.isGone(code)) {
      throw new Pkcs11Exception("C_GetAttributeValue", code);
    }
    if (code != Ckr.OK) {
      for (long type : open) {
        readAlone(session, object, type, values);
      }
    }
    return values;
  }

  private long readTogether(
      Session session, long object, long[] types, AttributeValues values, List<Long> open) {
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
    for (int i = 0; i < types.length; i++) {
      long length = length(scratch, array + i * size);
      boolean whole = length >= 0 && length <= room(types[i], types);
      if (whole && (code == Ckr.OK || isPartial(code))) {
        values.put(types[i], scratch.get(places[i], (int) length));
      } else {
        open.add(types[i]);
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
    return text || curve || type == Cka.PUBLIC_EXPONENT ? ROOM_FOR_TEXT : 8;
  }
}
