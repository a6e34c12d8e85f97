// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.util.Random;

/** Random messages: mostly small and near block boundaries, now and then large. */
public final class Messages {
  private static final int BLOCK = 16;
  private static final int KIB = 1024;

  private Messages() {}

  public static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  public static byte[] any(Random random) {
    return bytes(random, length(random));
  }

  /** About 2 in 1,000 are of 1 to 3 MiB, 1 in 100 up to 100 KiB, the others small. */
  public static int length(Random random) {
    int die = random.nextInt(1000);
    if (die < 2) {
      return KIB * KIB + random.nextInt(2 * KIB * KIB);
    }
    if (die < 12) {
      return random.nextInt(100 * KIB);
    }
    if (die < 60) {
      return random.nextInt(4 * KIB);
    }
    if (die < 450) {
      return nearBlocks(random);
    }
    return random.nextInt(20 * BLOCK);
  }

  private static int nearBlocks(Random random) {
    return Math.max(0, BLOCK * random.nextInt(5) + random.nextInt(3) - 1);
  }
}
