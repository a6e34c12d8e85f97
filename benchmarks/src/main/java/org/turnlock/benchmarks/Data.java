// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.nio.ByteBuffer;
import java.util.Random;

/** Messages and keys, the same in every run. */
final class Data {
  private Data() {}

  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** A direct buffer with these bytes, ready to be read. */
  static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }
}
