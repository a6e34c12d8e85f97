// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.turnlock.pkcs11.CounterBlock;

/** The branch-free padding checks against plain ones. */
class PaddingTest {
  private static final BigInteger TWO_TO_128 = BigInteger.ONE.shiftLeft(128);

  @Test
  void blockPaddingIsAcceptedExactlyWhereItIsRight() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      byte[] block = new byte[16];
      random.nextBytes(block);
      int count = random.nextInt(18);
      Arrays.fill(block, Math.max(0, 16 - count), 16, (byte) count);
      block[15] = (byte) count;
      if (random.nextInt(3) == 0) {
        block[random.nextInt(16)] ^= (byte) (1 << random.nextInt(8));
      }
      assertThat(BlockPadding.messageLength(block, 16))
          .as("seed %d: %s", seed, Arrays.toString(block))
          .isEqualTo(plainBlockPadding(block));
    }
  }

  private static int plainBlockPadding(byte[] block) {
    int count = block[15] & 0xff;
    if (count < 1 || count > 16) {
      return -1;
    }
    for (int i = 16 - count; i < 16; i++) {
      if (block[i] != count) {
        return -1;
      }
    }
    return 16 - count;
  }

  @Test
  void rsaBlocksAreAcceptedExactlyWhereTheyAreRight() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int accepted = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] block = new byte[64];
      for (int j = 2; j < block.length; j++) {
        block[j] = (byte) (1 + random.nextInt(255));
      }
      block[1] = (byte) (random.nextInt(10) == 0 ? random.nextInt(256) : 2);
      block[0] = (byte) (random.nextInt(10) == 0 ? random.nextInt(256) : 0);
      for (int zeros = random.nextInt(3); zeros > 0; zeros--) {
        block[2 + random.nextInt(62)] = 0;
      }
      int expected = plainRsaPadding(block);
      accepted += expected >= 0 ? 1 : 0;
      assertThat(Pkcs1Padding.messageStart(block))
          .as("seed %d: %s", seed, Arrays.toString(block))
          .isEqualTo(expected);
    }
    assertThat(accepted).isGreaterThan(10_000).isLessThan(90_000);
  }

  private static int plainRsaPadding(byte[] block) {
    if (block[0] != 0 || block[1] != 2) {
      return -1;
    }
    for (int i = 2; i < block.length; i++) {
      if (block[i] == 0) {
        return i >= 10 ? i + 1 : -1;
      }
    }
    return -1;
  }

  @Test
  void counterAddsAsOneNumber() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      byte[] counter = new byte[16];
      random.nextBytes(counter);
      Arrays.fill(counter, random.nextInt(17), 16, (byte) 0xff);
      int blocks = random.nextInt(Integer.MAX_VALUE);
      BigInteger before = new BigInteger(1, counter);
      BigInteger untilWrap = TWO_TO_128.subtract(before).shiftLeft(4);
      long told = CounterBlock.bytesUntilWrap(counter);
      if (untilWrap.bitLength() <= 36) {
        assertThat(told).as("seed %d", seed).isEqualTo(untilWrap.longValueExact());
      } else {
        assertThat(told).as("seed %d", seed).isGreaterThanOrEqualTo(1L << 36);
      }
      CounterBlock.advance(counter, blocks);
      assertThat(new BigInteger(1, counter))
          .as("seed %d", seed)
          .isEqualTo(before.add(BigInteger.valueOf(blocks)).mod(TWO_TO_128));
    }
  }
}
