// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.turnlock.benchmarks.TimeOfAll;
import org.turnlock.benchmarks.TokenCalls;
import org.turnlock.benchmarks.backend.Operation;
import org.turnlock.benchmarks.backend.Settings;

/**
 * A provider, in a JVM of its own for each case.
 *
 * @param backend its name
 */
public record JmhCompetitor(String backend) implements Competitor {
  private static final String BYTES = "gc.alloc.rate.norm";

  /** Bytes of a stream in a second, as a slow token does it. */
  private static final double STREAMED = 250e6;

  /** How calls are counted: what does not take long need not warm up. */
  private static final Pace COUNTING = new Pace(1, 20, 1, 100, 0);

  @Override
  public Fork measure(Case what, Pace pace) throws RunnerException {
    ChainedOptionsBuilder options = options(what, pace).addProfiler(GCProfiler.class);
    if (what.delayMicros() > 0) {
      options.jvmArgsAppend(delay(what.delayMicros()));
    }
    boolean many = what.threads() > 1;
    if (many) {
      options.addProfiler(TimeOfAll.class);
    }
    List<Double> micros = new ArrayList<>();
    List<Double> bytes = new ArrayList<>();
    for (IterationResult slice : slices(options)) {
      micros.addAll(
          many ? secondary(slice, TimeOfAll.MICROS) : List.of(slice.getPrimaryResult().getScore()));
      bytes.addAll(secondary(slice, BYTES));
    }
    return new Fork(Median.of(micros), Median.ofKnown(bytes));
  }

  /** A long stream is longer than a slice; the set-up seals it once more. */
  @Override
  public double seconds(Case what, Pace pace) {
    double stream = what.size() / STREAMED;
    double slice = Math.max(pace.sliceMillis() / 1e3, stream);
    return JVM_STARTS
        + stream
        + Math.max(pace.warmupMillis() / 1e3, stream)
        + pace.slices() * slice;
  }

  @Override
  public boolean isCounted() {
    return backend.endsWith("-softhsm") || backend.endsWith("-nss");
  }

  @Override
  public double calls(Case what) throws RunnerException {
    ChainedOptionsBuilder options =
        options(what, COUNTING).addProfiler(TokenCalls.class).jvmArgsAppend(delay(0));
    List<Double> calls = new ArrayList<>();
    for (IterationResult slice : slices(options)) {
      calls.addAll(secondary(slice, TokenCalls.CALLS));
    }
    return Median.of(calls);
  }

  private static String delay(int micros) {
    return "-D" + Settings.DELAY_MICROS + "=" + micros;
  }

  private ChainedOptionsBuilder options(Case what, Pace pace) {
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
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    operation.parameters().forEach(options::param);
    if (!operation.sizes().isEmpty()) {
      options.param("size", String.valueOf(what.size()));
    }
    return options;
  }

  private static Collection<IterationResult> slices(ChainedOptionsBuilder options)
      throws RunnerException {
    return new Runner(options.build()).runSingle().getAggregatedResult().getIterationResults();
  }

  /** Values of a profiler; none if it has not found out. */
  private static List<Double> secondary(IterationResult slice, String name) {
    List<Double> values = new ArrayList<>();
    slice
        .getSecondaryResults()
        .forEach(
            (label, result) -> {
              if (label.endsWith(name) && !Double.isNaN(result.getScore())) {
                values.add(result.getScore());
              }
            });
    return values;
  }
}
