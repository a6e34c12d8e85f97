// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Cuts a message into random pieces, some of them empty, some of a whole number of blocks. */
public final class Splitter {
  private static final int MOST_PIECES = 7;
  private static final int BLOCK = 16;

  private Splitter() {}

  /** At least one piece; together they are the message. */
  public static List<byte[]> split(Random random, byte[] message) {
    List<byte[]> pieces = new ArrayList<>();
    int at = 0;
    for (int left = random.nextInt(MOST_PIECES); left > 0; left--) {
      int length = length(random, message.length - at);
      pieces.add(Arrays.copyOfRange(message, at, at + length));
      at += length;
    }
    pieces.add(Arrays.copyOfRange(message, at, message.length));
    return pieces;
  }

  private static int length(Random random, int most) {
    int length =
        switch (random.nextInt(6)) {
          case 0 -> 0;
          case 1 -> 1 + random.nextInt(BLOCK);
          case 2 -> BLOCK * random.nextInt(1 + most / BLOCK);
          case 3 -> most;
          default -> random.nextInt(most + 1);
        };
    return Math.min(length, most);
  }
}
