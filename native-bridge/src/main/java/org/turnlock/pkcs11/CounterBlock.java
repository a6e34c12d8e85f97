// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

/** A CTR counter block: 16 bytes that count as one big-endian number of 128 bits and wrap. */
public final class CounterBlock {
  private static final int LOW_BYTES = 4;

  private CounterBlock() {}

  /** Adds a number of blocks that is not negative. */
  public static void advance(byte[] counter, int blocks) {
    long carry = blocks;
    for (int i = counter.length - 1; i >= 0 && carry != 0; i--) {
      carry += counter[i] & 0xff;
      counter[i] = (byte) carry;
      carry >>>= Byte.SIZE;
    }
  }

  /**
   * How many bytes can go through before the counter starts again at zero, which tokens refuse to
   * do within one call. Exact when that is less than 64 GiB, else any larger number.
   */
  public static long bytesUntilWrap(byte[] counter) {
    int high = counter.length - LOW_BYTES;
    long low = 0;
    for (int i = high; i < counter.length; i++) {
      low = low << Byte.SIZE | (counter[i] & 0xff);
    }
    for (int i = 0; i < high; i++) {
      if (counter[i] != (byte) 0xff) {
        return Long.MAX_VALUE;
      }
    }
    return ((1L << Integer.SIZE) - low) * counter.length;
  }
}
