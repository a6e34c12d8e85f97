// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Microseconds that an operation takes a thread, as the time that passes by the operations of all
 * threads together. JMH's own scores are of each thread by its own clock: of many threads on few
 * CPUs, one that the scheduler left out counts as very slow in the average time, and one that runs
 * for a moment after the others as very fast in the throughput. {@code -prof
 * org.turnlock.benchmarks.TimeOfAll}
 */
public final class TimeOfAll implements InternalProfiler {
  /** The result's name. */
  public static final String MICROS = "time.all";

  private long before;

  /** Made by JMH. */
  public TimeOfAll() {}

  @Override
  public String getDescription() {
    return "Time of an operation, of all threads together";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = System.nanoTime();
  }

  /** With the operations before and after the slice: threads do them until all have measured. */
  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double micros = (System.nanoTime() - before) / (double) TimeUnit.MICROSECONDS.toNanos(1);
    double each = micros * benchmark.getThreads() / result.getMetadata().getAllOps();
    return List.of(new ScalarResult(MICROS, each, "us/op", AggregationPolicy.AVG));
  }
}
