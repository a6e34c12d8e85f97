// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.Map;
import org.turnlock.pkcs11.memory.CkLayout;
import org.turnlock.pkcs11.memory.Scratch;
import org.turnlock.pkcs11.memory.StructCursor;

/** Writes a {@link Template} as an array of CK_ATTRIBUTE. */
final class TemplateWriter {
  /** What calls with a template take besides: handles, counts. */
  private static final int ROOM_FOR_HANDLES = 64;

  private TemplateWriter() {}

  /** Bytes that {@link #write} takes. */
  static long bytes(CkLayout layout, Template template) {
    long bytes = (long) layout.attributeSize() * template.values().size();
    for (Object value : template.values().values()) {
      bytes += value instanceof byte[] array ? array.length : layout.ulongSize();
    }
    return bytes;
  }

  /** Pieces that {@link #write} takes. */
  static int pieces(Template template) {
    return 1 + template.values().size();
  }

  /** Writes the array; gives its offset. */
  static int write(Scratch scratch, Template template) {
    int size = scratch.layout().attributeSize();
    int array = scratch.take(size * template.values().size());
    int at = array;
    for (Map.Entry<Long, Object> attribute : template.values().entrySet()) {
      writeOne(scratch, at, attribute.getKey(), attribute.getValue());
      at += size;
    }
    return array;
  }

  /** Begins the scratch with the array as its only large piece; gives its offset. */
  static int writeAlone(Scratch scratch, Template template) {
    scratch.begin(bytes(scratch.layout(), template) + ROOM_FOR_HANDLES, pieces(template) + 4);
    return write(scratch, template);
  }

  private static void writeOne(Scratch scratch, int at, long type, Object value) {
    int valueAt;
    int length;
    if (value instanceof byte[] bytes) {
      valueAt = scratch.put(bytes);
      length = bytes.length;
    } else if (value instanceof Boolean flag) {
      valueAt = scratch.put(new byte[] {(byte) (flag ? 1 : 0)});
      length = 1;
    } else {
      valueAt = scratch.putUlong((Long) value);
      length = scratch.layout().ulongSize();
    }
    StructCursor cursor = scratch.struct(at);
    cursor.putUlong(type).putPointer(scratch.address(valueAt)).putUlong(length);
  }
}
