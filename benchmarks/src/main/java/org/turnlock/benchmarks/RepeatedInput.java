// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.io.InputStream;

/** A stream of some length that gives one block again and again. */
final class RepeatedInput extends InputStream {
  private final byte[] block;
  private long left;
  private int next;

  RepeatedInput(byte[] block, long length) {
    this.block = block;
    this.left = length;
  }

  @Override
  public int read() {
    throw new UnsupportedOperationException("byte by byte would measure this stream");
  }

  @Override
  public int read(byte[] target, int from, int length) {
    if (left == 0) {
      return -1;
    }
    int read = (int) Math.min(Math.min(length, block.length - next), left);
    System.arraycopy(block, next, target, from, read);
    next = (next + read) % block.length;
    left -= read;
    return read;
  }
}
