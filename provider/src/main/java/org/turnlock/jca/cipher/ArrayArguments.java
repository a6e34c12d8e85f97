// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.nio.ByteBuffer;
import javax.crypto.ShortBufferException;

/** The arrays that {@code CipherSpi} passes, as ByteBuffers. */
final class ArrayArguments {
  private ArrayArguments() {}

  /** The last input: {@code doFinal} without input passes no array at all. */
  static ByteBuffer lastInput(byte[] input, int offset, int length) {
    return input == null ? ByteBuffer.allocate(0) : ByteBuffer.wrap(input, offset, length);
  }

  /** The room for output. */
  static ByteBuffer tail(byte[] output, int offset) throws ShortBufferException {
    return ByteBuffer.wrap(output, offset, room(output, offset));
  }

  /** How much room for output there is. */
  static int room(byte[] output, int offset) throws ShortBufferException {
    if (offset > output.length) {
      throw new ShortBufferException("the output offset lies behind the end of the output");
    }
    return output.length - offset;
  }
}
