// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * CPU time for one operation, of the threads that measure and of those that audit. Other work on
 * the machine moves it far less than it moves the time that passes. {@code -prof
 * org.turnlock.benchmarks.CpuTime}
 */
public final class CpuTime implements InternalProfiler {
  static final String CALLER = "cpu.caller";
  static final String AUDIT = "cpu.audit";

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Map<String, String> KINDS =
      Map.of("jmh-worker", CALLER, "Turnlock-audit", AUDIT);

  private Map<String, Long> before = Map.of();

  /** Made by JMH. */
  public CpuTime() {}

  @Override
  public String getDescription() {
    return "CPU time for one operation, by kinds of threads";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = spent();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    Map<String, Long> after = spent();
    long operations = result.getMetadata().getAllOps();
    return List.of(each(CALLER, after, operations), each(AUDIT, after, operations));
  }

  private ScalarResult each(String kind, Map<String, Long> after, long operations) {
    long nanos = after.getOrDefault(kind, 0L) - before.getOrDefault(kind, 0L);
    return new ScalarResult(kind, (double) nanos / operations, "ns/op", AggregationPolicy.AVG);
  }

  private static Map<String, Long> spent() {
    Map<String, Long> spent = new HashMap<>();
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null) {
        KINDS.forEach(
            (name, kind) -> {
              if (thread.getThreadName().contains(name)) {
                spent.merge(kind, THREADS.getThreadCpuTime(thread.getThreadId()), Long::sum);
              }
            });
      }
    }
    return spent;
  }
}
