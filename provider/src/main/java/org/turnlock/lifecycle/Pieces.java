// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.turnlock.keys.RepeatableInput;

/** Reads data from its beginning to its end, in constant memory. */
final class Pieces {
  private static final int PIECE = 64 * 1024;

  private Pieces() {}

  /**
   * Takes a piece.
   *
   * @param <E> what may go wrong
   */
  @FunctionalInterface
  interface Sink<E extends Exception> {
    void take(byte[] bytes, int offset, int length) throws E;
  }

  static <E extends Exception> void of(RepeatableInput data, Sink<E> sink) throws IOException, E {
    byte[] piece = new byte[PIECE];
    try (InputStream in = data.open()) {
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        sink.take(piece, 0, length);
      }
    } finally {
      Arrays.fill(piece, (byte) 0);
    }
  }
}
