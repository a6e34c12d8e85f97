// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.nio.ByteBuffer;

/**
 * Whether writing a long output in pieces can destroy input: what has not been read yet, or what a
 * caller needs to repeat the call after a failure between two pieces.
 */
final class Overlap {
  private Overlap() {}

  /**
   * True unless it is certain that the output lies apart from the input. Direct buffers do not tell
   * where they lie, nor read-only ones which array they are.
   */
  static boolean possible(ByteBuffer input, ByteBuffer output) {
    if (input.hasArray() && output.hasArray()) {
      int in = input.arrayOffset() + input.position();
      int out = output.arrayOffset() + output.position();
      int length = input.remaining();
      return input.array() == output.array() && in < out + length && out < in + length;
    }
    return input.isDirect() == output.isDirect();
  }
}
