// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.util.Arrays;
import java.util.Random;

/** An array that takes an output from an offset to its end; what lies before must stay. */
final class OutputArray {
  private static final int MOST_MARGIN = 8;

  private final byte[] array;
  private final byte[] before;
  private final int offset;

  OutputArray(byte[] array, int offset) {
    this.array = array;
    this.before = array.clone();
    this.offset = offset;
  }

  static OutputArray withRoom(Random random, int room) {
    int margin = random.nextInt(MOST_MARGIN);
    return new OutputArray(Messages.bytes(random, margin + room), margin);
  }

  byte[] array() {
    return array;
  }

  int offset() {
    return offset;
  }

  byte[] result(int written) {
    if (written < 0 || written > array.length - offset) {
      throw new AssertionError("says it wrote " + written + " to " + (array.length - offset));
    }
    if (!Arrays.equals(array, 0, offset, before, 0, offset)) {
      throw new AssertionError("wrote before the output's offset");
    }
    return Arrays.copyOfRange(array, offset, offset + written);
  }

  void requireUntouched(String why) {
    if (!Arrays.equals(array, before)) {
      throw new AssertionError("wrote to the output although " + why);
    }
  }
}
