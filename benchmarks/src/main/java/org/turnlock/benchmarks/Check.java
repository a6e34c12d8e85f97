// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What set-ups require of results. */
final class Check {
  private Check() {}

  static void same(byte[] expected, byte[] actual, String what) {
    require(Arrays.equals(expected, actual), what);
  }

  static void same(long expected, long actual, String what) {
    require(expected == actual, what);
  }

  /** Compares what the buffer has before its position. */
  static void same(byte[] expected, ByteBuffer actual, String what) {
    byte[] bytes = new byte[actual.position()];
    actual.duplicate().flip().get(bytes);
    same(expected, bytes, what);
  }

  static void require(boolean right, String what) {
    if (!right) {
      throw new IllegalStateException("wrong result: " + what);
    }
  }
}
