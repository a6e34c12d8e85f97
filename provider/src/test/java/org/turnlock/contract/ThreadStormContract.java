// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.turnlock.contract.support.Seed;
import org.turnlock.provider.TurnlockProvider;

/**
 * Many threads at once, mixed operations on shared keys, every result checked: no error, and no
 * session in use at the end. {@code -Dturnlock.storm.seconds} makes it longer.
 */
public abstract class ThreadStormContract {
  private static final int THREADS = 16;
  private static final int SECONDS = Integer.getInteger("turnlock.storm.seconds", 20);
  private static final int LATEST_END_SECONDS = 120;
  private static final int SHOWN = 5;

  /** A provider on the token of this class; fewer sessions than threads, where it has a pool. */
  protected abstract TurnlockProvider open() throws Exception;

  /** Whether the threads use the KeyStore too. */
  protected boolean withKeyStore() {
    return true;
  }

  @Test
  final void everyResultIsRight() throws Exception {
    Seed seed = Seed.announce(getClass().getSimpleName());
    try (TurnlockProvider provider = open()) {
      TestKeys keys = SessionContract.importKeys(provider);
      Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
      LongAdder operations = new LongAdder();
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      try {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          Random random = seed.forCase("thread", i);
          StormOperations work =
              new StormOperations(provider, keys, random, "storm-" + i, withKeyStore());
          done.add(threads.submit(() -> blow(start, work, failures, operations)));
        }
        for (Future<?> thread : done) {
          thread.get(SECONDS + LATEST_END_SECONDS, TimeUnit.SECONDS);
        }
      } finally {
        threads.shutdownNow();
      }
      System.out.println(operations + " operations in " + SECONDS + " s");
      requireNone(failures, seed);
      assertThat(operations.sum()).isGreaterThan(THREADS);
      provider.poolReport().ifPresent(report -> assertThat(report.inUse()).isZero());
    }
  }

  private static Void blow(
      CyclicBarrier start, StormOperations work, Queue<Throwable> failures, LongAdder operations)
      throws Exception {
    start.await();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < end && failures.size() < SHOWN) {
      try {
        work.next();
      } catch (Exception | AssertionError e) {
        failures.add(e);
      }
      operations.increment();
    }
    return null;
  }

  private static void requireNone(Queue<Throwable> failures, Seed seed) {
    if (!failures.isEmpty()) {
      AssertionError error =
          new AssertionError("with " + seed + ", first: " + failures.peek(), failures.peek());
      failures.stream().skip(1).forEach(error::addSuppressed);
      throw error;
    }
  }
}
