// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.turnlock.pkcs11.binding.ThreadCalls;

/** Threads that work at the same time, for a while. */
final class Crew implements AutoCloseable {
  private final int size;
  private final ExecutorService threads;
  private final BooleanSupplier ended;

  /**
   * @param ended whether all is to end now
   */
  Crew(int size, BooleanSupplier ended) {
    this.size = size;
    this.ended = ended;
    this.threads =
        Executors.newFixedThreadPool(
            size,
            work -> {
              Thread thread = new Thread(work, "turnlock-bench");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Each thread does its work over and over, once at least.
   *
   * @param works one for each thread
   * @param nanos how long
   * @param most how often at most, all threads together
   */
  Slice work(List<Work> works, long nanos, long most) throws Exception {
    CyclicBarrier start = new CyclicBarrier(size);
    List<Future<Slice>> futures = new ArrayList<>();
    long mostEach = most / size;
    for (Work work : works) {
      futures.add(threads.submit(() -> repeat(start, work, nanos, mostEach)));
    }
    Slice all = Slice.NONE;
    Exception failure = null;
    for (Future<Slice> future : futures) {
      try {
        all = all.beside(future.get());
      } catch (ExecutionException e) {
        failure = e.getCause() instanceof Exception cause ? cause : e;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return all;
  }

  private Slice repeat(CyclicBarrier start, Work work, long nanos, long most) throws Exception {
    Latencies latencies = new Latencies();
    await(start);
    long callsBefore = ThreadCalls.made();
    long begun = System.nanoTime();
    long now = begun;
    long done = 0;
    do {
      work.run();
      long after = System.nanoTime();
      latencies.record(after - now);
      now = after;
      done++;
    } while (now - begun < nanos && done < most && !ended.getAsBoolean());
    double rate = done * 1e9 / Math.max(1, now - begun);
    return new Slice(rate, ThreadCalls.made() - callsBefore, latencies);
  }

  private static void await(CyclicBarrier start) throws InterruptedException {
    try {
      start.await();
    } catch (BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
