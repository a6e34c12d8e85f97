// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.nio.ByteBuffer;

/** Whether writing a long output in pieces can destroy input that has not been read yet. */
final class Overlap {
  private Overlap() {}

  /**
   * True unless it is certain that output written piece by piece stays behind the input read.
   * Direct buffers do not tell where they lie, nor read-only ones which array they are.
   */
  static boolean possible(ByteBuffer input, ByteBuffer output) {
    if (input.hasArray() && output.hasArray()) {
      int in = input.arrayOffset() + input.position();
      int out = output.arrayOffset() + output.position();
      return input.array() == output.array() && in < out && out < in + input.remaining();
    }
    return input.isDirect() == output.isDirect();
  }
}
