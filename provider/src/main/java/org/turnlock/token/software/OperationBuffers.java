// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The input and output of one operation as arrays. The input is used in place where it is an array
 * that the output does not share, else copied first; so all input is read before any output is
 * written, however the two overlap. Positions move in {@link #finish} only.
 */
final class OperationBuffers implements AutoCloseable {
  private final ByteBuffer input;
  private final ByteBuffer output;
  private final boolean inputCopied;
  final byte[] in;
  final int inOffset;
  final int inLength;

  /**
   * @param room bytes that the output must have room for
   */
  @SuppressWarnings("ReferenceEquality") // the very same buffer, not one with equal content
  OperationBuffers(ByteBuffer input, ByteBuffer output, int room) {
    if (input == output) {
      throw new IllegalArgumentException("input and output must be two buffers");
    }
    if (output.isReadOnly()) {
      throw new IllegalArgumentException("the output buffer is read-only");
    }
    if (output.remaining() < room) {
      throw new IllegalArgumentException(
          "the output has room for " + output.remaining() + " bytes, " + room + " are needed");
    }
    this.input = input;
    this.output = output;
    inLength = input.remaining();
    boolean shared = output.hasArray() && input.hasArray() && output.array() == input.array();
    inputCopied = shared || !input.hasArray();
    if (inputCopied) {
      in = new byte[inLength];
      inOffset = 0;
      input.get(input.position(), in);
    } else {
      in = input.array();
      inOffset = input.arrayOffset() + input.position();
    }
  }

  /** A copy of the input. */
  byte[] inputBytes() {
    return Arrays.copyOfRange(in, inOffset, inOffset + inLength);
  }

  /** Whether results can be written to the output's own array. */
  boolean outputIsArray() {
    return output.hasArray();
  }

  /** The output's array. */
  byte[] outArray() {
    return output.array();
  }

  /** Where in its array the output begins. */
  int outOffset() {
    return output.arrayOffset() + output.position();
  }

  /** Puts {@code length} bytes of a result into the output and moves both positions. */
  int finish(byte[] result, int length) {
    output.put(result, 0, length);
    input.position(input.limit());
    return length;
  }

  /** Moves both positions over a result that is in the output already. */
  int finish(int length) {
    output.position(output.position() + length);
    input.position(input.limit());
    return length;
  }

  /** Wipes what was copied. */
  @Override
  public void close() {
    if (inputCopied) {
      Arrays.fill(in, (byte) 0);
    }
  }
}
