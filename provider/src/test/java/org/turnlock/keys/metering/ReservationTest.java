// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.turnlock.contract.support.Seed;

/** What is reserved: how much at once, and that none of it is taken twice or lost. */
class ReservationTest {
  private static final int THREADS = 4;

  private final Seed seed = Seed.announce("ReservationTest");

  @Test
  void blocksGrowFromLittleAndAreASmallShareOfWhatIsLeft() {
    long limit = 1L << 30;
    long told = 0;
    long last = 0;
    int blocks = 0;
    while (!Blocks.isNearlySpent(told, limit)) {
      long block = Blocks.next(last, 16, 1, limit - told);
      assertThat(block).isBetween(1L, Math.max(1, (limit - told) / 32));
      if (blocks < 20) {
        assertThat(block).isEqualTo(16L << blocks);
      }
      last = block;
      told += block;
      blocks++;
    }
    assertThat(told).isBetween(limit - limit / 16, limit - limit / 17);
    assertThat(blocks).isLessThan(250);
    assertThat(Blocks.next(16, 16, 1, 0)).isEqualTo(1);
    assertThat(Blocks.next(16, 16, 5000, 100)).isEqualTo(5000);
    assertThat(Blocks.next(Long.MAX_VALUE, 16, 1, Long.MAX_VALUE)).isPositive();
  }

  /** Each announces first and looks then: whoever announces last sees all. */
  @Test
  void whatAllProcessesAreGrantedIsNeverMoreThanTheLimit() {
    for (int round = 0; round < 2000; round++) {
      Random random = seed.forCase("processes", round);
      long limit = 1L + random.nextInt(40);
      long announced = 0;
      long granted = 0;
      List<Long> waiting = new ArrayList<>();
      for (int step = 0; step < 60; step++) {
        if (waiting.isEmpty() || random.nextBoolean()) {
          long block = 1L + random.nextInt(6);
          waiting.add(block);
          announced += block;
        } else {
          long block = waiting.remove(random.nextInt(waiting.size()));
          long had = Blocks.granted(block, announced, limit);
          granted += had;
          announced -= block - had;
        }
        assertThat(granted).as("%s, round %d", seed, round).isLessThanOrEqualTo(limit);
        assertThat(announced).isGreaterThanOrEqualTo(granted);
      }
    }
  }

  @Test
  void ofCreditNothingIsTakenTwiceAndNothingIsLost() throws Exception {
    Credit credit = new Credit();
    AtomicLong put = new AtomicLong();
    AtomicLong taken = new AtomicLong();
    AtomicLong drained = new AtomicLong();
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = seed.forCase("credit", i);
        Callable<?> work =
            () -> {
              for (int n = 0; n < 100_000; n++) {
                long amount = 1L + random.nextInt(3);
                if (credit.take(amount)) {
                  taken.addAndGet(amount);
                } else {
                  put.addAndGet(1000);
                  credit.put(1000);
                }
                if (random.nextInt(5000) == 0) {
                  drained.addAndGet(credit.drain());
                }
              }
              return null;
            };
        threads.add(pool.submit(work));
      }
      for (Future<?> thread : threads) {
        thread.get();
      }
      over.set(true);
    } finally {
      pool.shutdownNow();
    }
    assertThat(taken.get() + drained.get() + credit.drain()).as("%s", seed).isEqualTo(put.get());
    assertThat(credit.isEmpty()).isTrue();
    assertThat(credit.take(1)).isFalse();
  }

  @Test
  void theLastOfTheCreditIsFoundWhereverItLies() throws Exception {
    Credit credit = new Credit();
    credit.put(100);
    for (int i = 0; i < 8; i++) {
      Thread thread = new Thread(() -> credit.take(1));
      thread.start();
      thread.join();
    }
    assertThat(credit.take(92)).isTrue();
    assertThat(credit.isEmpty()).isTrue();
  }
}
