// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.nio.ByteBuffer;
import java.util.Random;

/** ByteBuffers of every kind, holding given bytes between position and limit. */
public final class Buffers {
  private static final int MOST_MARGIN = 6;

  private Buffers() {}

  /** Heap, heap slice or direct; writable; {@code content} lies between position and limit. */
  public static ByteBuffer writable(Random random, byte[] content) {
    int before = random.nextInt(MOST_MARGIN);
    int capacity = before + content.length + random.nextInt(MOST_MARGIN);
    ByteBuffer buffer =
        switch (random.nextInt(3)) {
          case 0 -> ByteBuffer.allocate(capacity);
          case 1 -> ByteBuffer.allocate(capacity + 5).position(5).slice();
          default -> ByteBuffer.allocateDirect(capacity);
        };
    buffer.put(before, content);
    return buffer.limit(before + content.length).position(before);
  }

  /** As {@link #writable}, now and then read-only. */
  public static ByteBuffer readable(Random random, byte[] content) {
    ByteBuffer buffer = writable(random, content);
    return random.nextInt(3) == 0 ? buffer.asReadOnlyBuffer() : buffer;
  }

  /** What lies between 0 and {@code length}, whatever position and limit are. */
  static byte[] content(ByteBuffer buffer, int from, int length) {
    byte[] bytes = new byte[length];
    buffer.duplicate().clear().get(from, bytes);
    return bytes;
  }
}
