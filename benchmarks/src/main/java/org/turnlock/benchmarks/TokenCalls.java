// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;
import org.turnlock.benchmarks.backend.Distance;
import org.turnlock.benchmarks.backend.Settings;

/**
 * C calls of the PKCS#11 module for one operation. Where {@link Settings#DELAY_MICROS} is set, the
 * delaying module counts those of all threads, whoever makes them, and in the first iteration the
 * set-up's too. Otherwise Turnlock counts those of the threads that measure ({@link Caller}), and
 * SunPKCS11 tells nothing. {@code -prof org.turnlock.benchmarks.TokenCalls}
 */
public final class TokenCalls implements InternalProfiler {
  /** The result's name. */
  public static final String CALLS = "token.calls";

  private static final LongAdder MADE = new LongAdder();

  private long before;

  /** Made by JMH. */
  public TokenCalls() {}

  static void tell(long calls) {
    MADE.add(calls);
  }

  @Override
  public String getDescription() {
    return "C calls of the PKCS#11 module for one operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    MADE.reset();
    before = Distance.calls();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    String backend = benchmark.getParam("backend");
    if (Distance.isCounting()) {
      return each(Distance.calls() - before, result);
    }
    return backend == null || !backend.startsWith("turnlock-")
        ? List.of()
        : each(MADE.sum(), result);
  }

  private static List<ScalarResult> each(long calls, IterationResult result) {
    double each = (double) calls / result.getMetadata().getAllOps();
    return List.of(new ScalarResult(CALLS, each, "calls/op", AggregationPolicy.AVG));
  }
}
