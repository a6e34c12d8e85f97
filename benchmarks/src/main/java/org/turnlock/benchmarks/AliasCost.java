// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import org.turnlock.benchmarks.backend.Backends;

/**
 * Compares the two keys of {@link AliasBenchmark}, plain and by alias, in one JVM that changes from
 * one to the other every few milliseconds, so that other work on the machine meets both: a few per
 * cent do not show between two processes. {@code benchmarks/run.sh AliasCost [BACKEND [TURNS]]}
 */
public final class AliasCost {
  private static final int[] SIZES = {64, 1024};
  private static final int TURNS = 600;
  private static final long TURN_NANOS = 20_000_000;

  /** Calls between two looks at the clock. */
  private static final int CALLS = 20;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final AliasBenchmark benchmark = new AliasBenchmark();
  private final AliasBenchmark.Message message = new AliasBenchmark.Message();
  private double bytes;

  private AliasCost(String backend, String key, int size) throws Exception {
    benchmark.backend = backend;
    benchmark.key = key;
    benchmark.size = size;
    benchmark.open();
    message.open(benchmark);
  }

  /** Takes a backend's name and the number of turns. */
  public static void main(String[] arguments) throws Exception {
    String backend = arguments.length > 0 ? arguments[0] : Backends.TURNLOCK_SOFTHSM;
    int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : TURNS;
    System.out.printf(
        "%-18s %6s %10s %10s %28s %12s%n",
        "AES-GCM", "bytes", "plain, us", "alias, us", "alias by plain, rates", "more garbage");
    for (int size : SIZES) {
      compare(backend, size, turns);
    }
  }

  private static void compare(String backend, int size, int turns) throws Exception {
    AliasCost plain = new AliasCost(backend, "plain", size);
    AliasCost alias = new AliasCost(backend, "alias", size);
    int warmup = turns / 2;
    double[] plainMicros = new double[turns];
    double[] aliasMicros = new double[turns];
    double[] ratios = new double[turns];
    for (int turn = -warmup; turn < turns; turn++) {
      double one = plain.turn();
      double other = alias.turn();
      if (turn >= 0) {
        plainMicros[turn] = one;
        aliasMicros[turn] = other;
        ratios[turn] = one / other;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-18s %6d %10.2f %10.2f %28s %12.0f%n",
        backend,
        size,
        quantile(plainMicros, 0.5),
        quantile(aliasMicros, 0.5),
        String.format(
            Locale.ROOT,
            "%.3f (%.3f to %.3f)",
            quantile(ratios, 0.5),
            quantile(ratios, 0.25),
            quantile(ratios, 0.75)),
        alias.bytes - plain.bytes);
  }

  /** Microseconds for one message. */
  private double turn() throws Exception {
    @SuppressWarnings("deprecation") // threadId() came with Java 19
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    long start = System.nanoTime();
    long calls = 0;
    long end;
    do {
      for (int i = 0; i < CALLS; i++) {
        benchmark.encrypt(message);
      }
      calls += CALLS;
      end = System.nanoTime();
    } while (end - start < TURN_NANOS);
    bytes = (THREADS.getThreadAllocatedBytes(thread) - before) / (double) calls;
    return (end - start) / 1e3 / calls;
  }

  private static double quantile(double[] values, double part) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) (part * (sorted.length - 1))];
  }
}
