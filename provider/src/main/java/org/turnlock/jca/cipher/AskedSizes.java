// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

/**
 * What {@code getOutputSize} answers while a message is gathered. {@code CipherInputStream} and
 * {@code CipherOutputStream} ask before each piece, and make a new array whenever the answer has
 * grown: to them it grows in steps, lest they take the square of the message's length. To all
 * others, and of the last piece when it is empty, it is exact.
 */
final class AskedSizes {
  private static final int EXACT_PIECES = 16;
  private static final int EXACT_BYTES = 64 << 10;

  private boolean asked;
  private boolean beforeEachPiece = true;
  private int pieces;
  private long bytes;

  /** The answer for so much more input, where {@code exact} bytes would do. */
  int answer(int inputLength, int exact) {
    asked = true;
    boolean many = pieces >= EXACT_PIECES && bytes >= EXACT_BYTES;
    return beforeEachPiece && many && inputLength > 0 ? inSteps(exact) : exact;
  }

  /** Rounded up by less than a quarter. */
  private static int inSteps(int exact) {
    int step = Math.max(1, Integer.highestOneBit(exact) >>> 2);
    int missing = (step - exact % step) % step;
    return exact <= Integer.MAX_VALUE - missing ? exact + missing : exact;
  }

  /** A piece has come that was not the last. */
  void piece(int length) {
    beforeEachPiece &= asked;
    asked = false;
    pieces++;
    bytes += length;
  }

  /** The next message begins. */
  void clear() {
    asked = false;
    beforeEachPiece = true;
    pieces = 0;
    bytes = 0;
  }
}
