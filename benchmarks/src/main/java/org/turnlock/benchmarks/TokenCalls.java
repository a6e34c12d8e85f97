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

/**
 * C calls of the PKCS#11 module for one operation, made by the threads that measure ({@link
 * Caller}); what Turnlock does in threads of its own is not in it, and SunPKCS11 tells nothing.
 * {@code -prof org.turnlock.benchmarks.TokenCalls}
 */
public final class TokenCalls implements InternalProfiler {
  /** The result's name. */
  public static final String CALLS = "token.calls";

  private static final LongAdder MADE = new LongAdder();

  /** Made by JMH. */
  public TokenCalls() {}

  static void tell(long calls) {
    MADE.add(calls);
  }

  @Override
  public String getDescription() {
    return "C calls of the PKCS#11 module for one operation of Turnlock";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    MADE.reset();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    String backend = benchmark.getParam("backend");
    if (backend == null || !backend.startsWith("turnlock-")) {
      return List.of();
    }
    double calls = (double) MADE.sum() / result.getMetadata().getAllOps();
    return List.of(new ScalarResult(CALLS, calls, "calls/op", AggregationPolicy.AVG));
  }
}
