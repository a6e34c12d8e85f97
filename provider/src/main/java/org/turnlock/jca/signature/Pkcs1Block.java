// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.util.Arrays;

/** The block that RSA turns into a PKCS #1 v1.5 signature: 00 01 FF.. 00 data (RFC 8017, 9.2). */
final class Pkcs1Block {
  private static final int OVERHEAD = 11;
  private static final byte BLOCK_TYPE = 1;

  private Pkcs1Block() {}

  /** How many bytes fit into a block of {@code length} bytes. */
  static int room(int length) {
    return length - OVERHEAD;
  }

  /** The block of {@code length} bytes around data that fit. */
  static byte[] around(byte[] data, int length) {
    byte[] block = new byte[length];
    int start = length - data.length;
    Arrays.fill(block, 2, start - 1, (byte) 0xFF);
    block[1] = BLOCK_TYPE;
    System.arraycopy(data, 0, block, start, data.length);
    return block;
  }
}
