// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.util.Arrays;

/** PKCS#7 padding (RFC 5652, section 6.3) on blocks of 16 bytes; PKCS5Padding in JCA names. */
final class BlockPadding {
  private BlockPadding() {}

  /** How many bytes to add to a message of this length: 1 to 16. */
  static int lengthFor(int messageLength) {
    return SecretKeyCipherSpi.BLOCK - messageLength % SecretKeyCipherSpi.BLOCK;
  }

  /** The message with its padding, in an array of its own. */
  static byte[] padded(byte[] message) {
    int count = lengthFor(message.length);
    byte[] padded = Arrays.copyOf(message, Math.addExact(message.length, count));
    Arrays.fill(padded, message.length, padded.length, (byte) count);
    return padded;
  }

  /**
   * The length of the message in front of the padding, or -1 if the padding is wrong. Takes the
   * same time wherever the padding goes wrong.
   *
   * @param length how many bytes of {@code padded} count: a multiple of 16, not 0
   */
  static int messageLength(byte[] padded, int length) {
    int count = padded[length - 1] & 0xff;
    int wrong = (count - 1) >>> 31 | (SecretKeyCipherSpi.BLOCK - count) >>> 31;
    for (int i = 1; i <= SecretKeyCipherSpi.BLOCK; i++) {
      int inPadding = (i - count - 1) >> 31;
      wrong |= inPadding & (padded[length - i] ^ count);
    }
    return wrong == 0 ? length - count : -1;
  }
}
