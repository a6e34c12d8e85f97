// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.memory;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Native memory that one call after the other is written into: room is taken from the front, {@link
 * #wipe()} clears what was used and starts again. For one thread at a time.
 *
 * <p>Reached through a direct ByteBuffer, because JNA's own accessors cost a JNI call each.
 *
 * <p>From {@link #begin} to {@link #wipe()} large memory is borrowed from {@link LargeBlocks}.
 */
public final class Scratch {
  /** What a scratch keeps between calls at most. */
  private static final int KEPT = 256 * 1024;

  private static final int ALIGNMENT = 16;
  private static final byte[] ZEROS = new byte[4096];

  private final CkLayout layout;
  private ByteBuffer kept;
  private long keptAddress;
  private ByteBuffer memory;
  private long address;
  private int used;

  /** Where the memory is while it is not the kept one; else null. */
  private LargeBlocks.Block borrowed;

  /**
   * @param capacity bytes to begin with
   */
  public Scratch(CkLayout layout, int capacity) {
    this.layout = layout;
    keep(capacity);
  }

  private void keep(int capacity) {
    kept = ByteBuffer.allocateDirect(capacity).order(ByteOrder.nativeOrder());
    keptAddress = Pointer.nativeValue(Native.getDirectBufferPointer(kept));
    useKept();
  }

  private void useKept() {
    memory = kept;
    address = keptAddress;
  }

  /**
   * Begins a call that will take at most {@code bytes} in at most {@code pieces} pieces. Addresses
   * given out before are void.
   */
  public Scratch begin(long bytes, int pieces) {
    long needed = bytes + (long) pieces * ALIGNMENT;
    if (needed > Integer.MAX_VALUE - ALIGNMENT) {
      throw new IllegalArgumentException(
          "one call cannot take " + bytes + " bytes; the limit is 2 GiB: split the data");
    }
    wipe();
    if (needed > KEPT) {
      borrow(needed);
    } else if (needed > memory.capacity()) {
      keep((int) needed);
    }
    return this;
  }

  private void borrow(long bytes) {
    borrowed = LargeBlocks.lend(bytes);
    memory = borrowed.memory();
    address = borrowed.address();
  }

  /** Takes {@code size} bytes, aligned for any structure; gives their offset. */
  public int take(int size) {
    int at = used;
    int end = at + (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (size < 0 || end > memory.capacity()) {
      throw new IllegalStateException("scratch memory exceeded: begin() named too few bytes");
    }
    used = end;
    return at;
  }

  /** Takes room for {@code bytes}, writes them; gives their offset. */
  public int put(byte[] bytes) {
    int at = take(bytes.length);
    memory.put(at, bytes);
    return at;
  }

  /** Takes room for the rest of {@code input}, writes it, leaves its position; gives the offset. */
  public int put(ByteBuffer input) {
    int at = take(input.remaining());
    set(at, input);
    return at;
  }

  /** Writes the rest of {@code input} where room was taken; leaves its position. */
  public void set(int at, ByteBuffer input) {
    memory.put(at, input, input.position(), input.remaining());
  }

  /** Writes a part of an array where room was taken. */
  public void set(int at, byte[] input, int offset, int length) {
    memory.put(at, input, offset, length);
  }

  /** Takes a CK_ULONG and sets it; gives its offset. */
  public int putUlong(long value) {
    int at = take(layout.ulongSize());
    setUlong(at, value);
    return at;
  }

  /** Sets a CK_ULONG. */
  public void setUlong(int at, long value) {
    if (layout.ulongSize() == 8) {
      memory.putLong(at, value);
    } else {
      memory.putInt(at, (int) value);
    }
  }

  /** Reads a CK_ULONG. */
  public long ulong(int at) {
    return layout.ulongSize() == 8 ? memory.getLong(at) : memory.getInt(at) & 0xFFFF_FFFFL;
  }

  /** A cursor over the structure at {@code at}. */
  public StructCursor struct(int at) {
    return new StructCursor(layout, memory, at);
  }

  /** Copies {@code length} bytes out to {@code output} at its position, which moves on. */
  public void get(int at, int length, ByteBuffer output) {
    int position = output.position();
    output.put(position, memory, at, length);
    output.position(position + length);
  }

  /** Copies {@code length} bytes out to an array. */
  public void get(int at, int length, byte[] output, int offset) {
    memory.get(at, output, offset, length);
  }

  /** Copies {@code length} bytes out. */
  public byte[] get(int at, int length) {
    byte[] bytes = new byte[length];
    memory.get(at, bytes);
    return bytes;
  }

  /** The native address of an offset; good until the next {@link #begin}. */
  public long address(int at) {
    return address + at;
  }

  /** The layout that CK_ULONGs and structures are written in. */
  public CkLayout layout() {
    return layout;
  }

  /** Says that what was taken from {@code at} on holds no secret: it will not be wiped. */
  public void publish(int at) {
    used = Math.min(used, at);
  }

  /** Overwrites what was used with zeros and starts from the front. Allocates nothing. */
  public void wipe() {
    for (int at = 0; at < used; at += ZEROS.length) {
      memory.put(at, ZEROS, 0, Math.min(ZEROS.length, used - at));
    }
    used = 0;
    if (borrowed != null) {
      LargeBlocks.Block over = borrowed;
      borrowed = null;
      useKept();
      LargeBlocks.giveBack(over);
    }
  }
}
