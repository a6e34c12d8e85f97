// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Gathers at most one segment; grows as needed, and wipes what it held. */
final class SegmentBuffer {
  private static final byte[] EMPTY = {};
  private static final int FIRST_CAPACITY = 256;

  private final int capacity;
  private byte[] bytes = EMPTY;
  private int size;

  SegmentBuffer(int capacity) {
    this.capacity = capacity;
  }

  int size() {
    return size;
  }

  /** Whether it and the input together are more than it can hold. */
  boolean overflows(ByteBuffer input) {
    return input.remaining() > capacity - size;
  }

  /** Consumes all of an input that fits. */
  void append(ByteBuffer input) {
    int length = input.remaining();
    ensureRoomFor(length);
    input.get(bytes, size, length);
    size += length;
  }

  /**
   * A full buffer's worth of what is in it and the input, which have that: of the input itself if
   * nothing was gathered. Good until the next change.
   */
  ByteBuffer next(ByteBuffer input) {
    int missing = capacity - size;
    ByteBuffer part = input.slice(input.position(), missing);
    input.position(input.position() + missing);
    if (size == 0) {
      return part;
    }
    append(part);
    return ByteBuffer.wrap(bytes, 0, size);
  }

  /** All of what is in it and an input that fits. Good until the next change. */
  ByteBuffer rest(ByteBuffer input) {
    if (size == 0) {
      return input;
    }
    append(input);
    return ByteBuffer.wrap(bytes, 0, size);
  }

  /** Makes room for the next segment. */
  void clear() {
    Arrays.fill(bytes, 0, size, (byte) 0);
    size = 0;
  }

  /** Wipes it and gives its memory back. */
  void release() {
    clear();
    bytes = EMPTY;
  }

  private void ensureRoomFor(int more) {
    int needed = size + more;
    if (needed <= bytes.length) {
      return;
    }
    int larger = Math.min(capacity, Math.max(needed, Math.max(FIRST_CAPACITY, 2 * bytes.length)));
    byte[] old = bytes;
    bytes = Arrays.copyOf(old, larger);
    Arrays.fill(old, 0, size, (byte) 0);
  }
}
