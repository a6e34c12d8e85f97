// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.memory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Walks over the fields of one structure in order, reading or writing, and keeps its alignment. */
public final class StructCursor {
  private final CkLayout layout;
  private final ByteBuffer memory;
  private final int base;
  private int offset;

  /**
   * @param memory in native byte order; only absolute accesses are made
   * @param base where in {@code memory} the structure begins
   */
  public StructCursor(CkLayout layout, ByteBuffer memory, int base) {
    this.layout = layout;
    this.memory = memory;
    this.base = base;
  }

  private int next(int size, int alignment) {
    int start = layout.align(offset, alignment);
    offset = start + size;
    return base + start;
  }

  /** Writes a CK_ULONG. */
  public StructCursor putUlong(long value) {
    int at = next(layout.ulongSize(), layout.ulongSize());
    if (layout.ulongSize() == 8) {
      memory.putLong(at, value);
    } else {
      memory.putInt(at, (int) value);
    }
    return this;
  }

  /** Reads a CK_ULONG. */
  public long ulong() {
    int at = next(layout.ulongSize(), layout.ulongSize());
    return layout.ulongSize() == 8 ? memory.getLong(at) : memory.getInt(at) & 0xFFFF_FFFFL;
  }

  /** Writes a pointer. */
  public StructCursor putPointer(long address) {
    int at = next(layout.pointerSize(), layout.pointerSize());
    if (layout.pointerSize() == 8) {
      memory.putLong(at, address);
    } else {
      memory.putInt(at, (int) address);
    }
    return this;
  }

  /** Reads a pointer. */
  public long pointer() {
    int at = next(layout.pointerSize(), layout.pointerSize());
    return layout.pointerSize() == 8 ? memory.getLong(at) : memory.getInt(at) & 0xFFFF_FFFFL;
  }

  /** Writes a CK_BYTE array that is part of the structure. */
  public StructCursor putBytes(byte[] bytes) {
    memory.put(next(bytes.length, 1), bytes);
    return this;
  }

  /** Reads a CK_BYTE array that is part of the structure. */
  public byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    memory.get(next(length, 1), bytes);
    return bytes;
  }

  /** Reads a blank-padded UTF-8 text; a terminating zero ends it too. */
  public String text(int length) {
    byte[] bytes = bytes(length);
    int end = 0;
    while (end < length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8).trim();
  }

  /** Bytes from the structure's start to the end of the last field. */
  public int size() {
    return offset;
  }
}
