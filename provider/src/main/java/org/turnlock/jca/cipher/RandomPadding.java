// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import org.turnlock.jca.Randomness;

/**
 * The padding of XML Encryption (section 5.2 of its version 1.1): random bytes, and their number in
 * the last one; ISO10126Padding in JCA names.
 */
final class RandomPadding {
  private RandomPadding() {}

  /** Pads a message that ends before {@code from}, up to the end of the array. */
  static void fill(byte[] padded, int from) {
    int count = padded.length - from;
    System.arraycopy(Randomness.bytes(count, null), 0, padded, from, count);
    padded[padded.length - 1] = (byte) count;
  }

  /** The length of the message in front of the padding, or -1 if the padding is wrong. */
  static int messageLength(byte[] padded) {
    int count = padded[padded.length - 1] & 0xff;
    return count < 1 || count > SecretKeyCipherSpi.BLOCK ? -1 : padded.length - count;
  }
}
