// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.nio.ByteBuffer;
import java.util.Random;

/** The kinds of buffer that a caller may hand in. */
enum BufferKind {
  HEAP {
    @Override
    ByteBuffer empty(int room) {
      return ByteBuffer.allocate(room);
    }
  },
  HEAP_SLICE {
    @Override
    ByteBuffer empty(int room) {
      ByteBuffer whole = ByteBuffer.allocate(room + 11);
      return whole.position(7).limit(7 + room).slice();
    }
  },
  DIRECT {
    @Override
    ByteBuffer empty(int room) {
      return ByteBuffer.allocateDirect(room);
    }
  };

  /** A buffer with exactly this much room. */
  abstract ByteBuffer empty(int room);

  /** A buffer whose remaining bytes are {@code content}, read-only half of the time. */
  ByteBuffer holding(byte[] content, Random random) {
    ByteBuffer buffer = empty(content.length + 3);
    buffer.position(2).put(content).position(2).limit(2 + content.length);
    return random.nextBoolean() ? buffer.asReadOnlyBuffer().position(2) : buffer;
  }

  static BufferKind any(Random random) {
    return values()[random.nextInt(values().length)];
  }

  /** The bytes between {@code from} and the position. */
  static byte[] written(ByteBuffer buffer, int from) {
    byte[] bytes = new byte[buffer.position() - from];
    buffer.get(from, bytes);
    return bytes;
  }
}
