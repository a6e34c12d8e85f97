// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.util.Arrays;

/** The block formats of PKCS#1 v1.5 (RFC 8017, sections 7.2 and 9.2). */
final class Pkcs1Padding {
  /** 00, the type, at least eight padding bytes, 00. */
  static final int OVERHEAD = 11;

  private static final int FIRST_SEPARATOR = 10;

  private Pkcs1Padding() {}

  /** Type 1, for private-key operations: 00 01 FF..FF 00 data. */
  static byte[] signatureBlock(byte[] data, int blockLength) {
    byte[] block = new byte[blockLength];
    int start = blockLength - data.length;
    Arrays.fill(block, 2, start - 1, (byte) 0xff);
    block[1] = 1;
    System.arraycopy(data, 0, block, start, data.length);
    return block;
  }

  /**
   * Where the message begins in a decrypted block of type 2 (00 02, at least eight bytes that are
   * not 0, 00, message), or -1 if it is none.
   *
   * <p>Does the same work for every block, wherever it is wrong: who can tell the cases apart can
   * decrypt messages (Bleichenbacher).
   */
  static int messageStart(byte[] block) {
    int wrong = block[0] | (block[1] ^ 2);
    int separator = 0;
    int searching = -1;
    for (int i = 2; i < block.length; i++) {
      int isZero = ((block[i] & 0xff) - 1) >> 31;
      separator |= i & isZero & searching;
      searching &= ~isZero;
    }
    wrong |= searching;
    wrong |= (separator - FIRST_SEPARATOR) >> 31;
    int ok = ~((wrong | -wrong) >> 31);
    return ((separator + 1) & ok) | ~ok;
  }
}
