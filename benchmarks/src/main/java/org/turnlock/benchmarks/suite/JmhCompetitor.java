// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.turnlock.benchmarks.TokenCalls;
import org.turnlock.benchmarks.backend.Backends;
import org.turnlock.benchmarks.backend.Operation;

/**
 * A provider, in a JVM of its own for each case.
 *
 * @param backend its name
 */
public record JmhCompetitor(String backend) implements Competitor {
  private static final String BYTES = "gc.alloc.rate.norm";

  @Override
  public Fork measure(Case what, Pace pace) throws RunnerException {
    Operation operation = Operation.of(what.operation());
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(operation.include())
            .param("backend", backend)
            .threads(what.threads())
            .forks(1)
            .warmupIterations(1)
            .warmupTime(TimeValue.milliseconds(pace.warmupMillis()))
            .measurementIterations(pace.slices())
            .measurementTime(TimeValue.milliseconds(pace.sliceMillis()))
            .addProfiler(GCProfiler.class)
            .addProfiler(TokenCalls.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    operation.parameters().forEach(options::param);
    if (!operation.sizes().isEmpty()) {
      options.param("size", String.valueOf(what.size()));
    }
    RunResult result = new Runner(options.build()).runSingle();
    return fork(result.getAggregatedResult().getIterationResults());
  }

  /** The median of the slices, of all that they have. */
  private static Fork fork(Collection<IterationResult> slices) {
    List<Double> micros = new ArrayList<>();
    List<Double> bytes = new ArrayList<>();
    List<Double> calls = new ArrayList<>();
    for (IterationResult slice : slices) {
      micros.add(slice.getPrimaryResult().getScore());
      slice
          .getSecondaryResults()
          .forEach(
              (name, result) -> {
                if (name.endsWith(BYTES)) {
                  add(bytes, result);
                } else if (name.equals(TokenCalls.CALLS)) {
                  add(calls, result);
                }
              });
    }
    return new Fork(Median.of(micros), Median.ofKnown(bytes), Median.ofKnown(calls));
  }

  private static void add(List<Double> values, Result<?> result) {
    if (!Double.isNaN(result.getScore())) {
      values.add(result.getScore());
    }
  }

  /** Why it cannot do that; null if it can. */
  static String whyNot(String backend, String operation) {
    return Backends.whyNot(Operation.of(operation), backend).orElse(null);
  }
}
