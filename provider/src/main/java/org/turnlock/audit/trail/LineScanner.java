// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/** The lines of files, in a buffer that is used again. Not for several threads. */
final class LineScanner {
  /** Longer lines are cut to this, and so are no records. */
  static final int LONGEST = 16 << 20;

  private static final int BUFFER = 1 << 17;

  /** As many bytes as the JDK reads without a detour over memory that it must get first. */
  private static final int CHUNK = 1 << 16;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ENDS = 0x0A0A0A0A0A0A0A0AL;
  private static final long LOWEST_BITS = 0x0101010101010101L;
  private static final long HIGHEST_BITS = 0x8080808080808080L;

  private byte[] buffer = new byte[BUFFER];

  /** Is given one line after the other. */
  @FunctionalInterface
  interface Line {
    /**
     * A line, without its end.
     *
     * @param ended whether it has one
     * @return whether more lines are wanted
     */
    boolean take(byte[] bytes, int from, int to, boolean ended) throws IOException;
  }

  /**
   * Goes through the lines from {@code start}, where one must begin.
   *
   * @return the bytes that were read
   */
  long scan(Path file, long start, Line taker) throws IOException {
    try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
      input.seek(start);
      int from = 0;
      int seen = 0;
      int to = 0;
      long read = 0;
      boolean skipping = false;
      while (true) {
        int end = indexOfEnd(buffer, seen, to);
        if (end >= 0) {
          if (!skipping && !taker.take(buffer, from, end, true)) {
            return read;
          }
          skipping = false;
          from = end + 1;
          seen = from;
          continue;
        }
        if (to - from >= LONGEST) {
          if (!skipping && !taker.take(buffer, from, to, true)) {
            return read;
          }
          skipping = true;
          from = to;
        }
        if (from > 0) {
          System.arraycopy(buffer, from, buffer, 0, to - from);
          to -= from;
          from = 0;
        } else if (to == buffer.length) {
          buffer = Arrays.copyOf(buffer, 2 * to);
        }
        seen = to;
        int got = input.read(buffer, to, Math.min(CHUNK, buffer.length - to));
        if (got < 0) {
          if (to > from && !skipping) {
            taker.take(buffer, from, to, false);
          }
          return read;
        }
        read += got;
        to += got;
      }
    }
  }

  /** Eight bytes at a time; -1 if there is none. */
  private static int indexOfEnd(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long differing = (long) LONGS.get(bytes, i) ^ ENDS;
      long zeros = (differing - LOWEST_BITS) & ~differing & HIGHEST_BITS;
      if (zeros != 0) {
        return i + (Long.numberOfTrailingZeros(zeros) >> 3);
      }
    }
    for (; i < to; i++) {
      if (bytes[i] == TrailLine.END) {
        return i;
      }
    }
    return -1;
  }

  /** How many bytes of a file are whole lines. */
  static long wholeLines(Path file) throws IOException {
    try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
      byte[] block = new byte[1 << 16];
      for (long end = input.length(); end > 0; ) {
        int length = (int) Math.min(block.length, end);
        input.seek(end - length);
        input.readFully(block, 0, length);
        for (int i = length - 1; i >= 0; i--) {
          if (block[i] == TrailLine.END) {
            return end - length + i + 1;
          }
        }
        end -= length;
      }
      return 0;
    }
  }

  /** Where the first line begins that does so at {@code offset} or behind it. */
  static long lineAt(Path file, long offset) throws IOException {
    try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
      long at = Math.max(0, offset - 1);
      input.seek(at);
      byte[] block = new byte[1 << 16];
      for (int got; offset > 0 && (got = input.read(block)) > 0; at += got) {
        int end = indexOfEnd(block, 0, got);
        if (end >= 0) {
          return at + end + 1;
        }
      }
      return at;
    }
  }
}
