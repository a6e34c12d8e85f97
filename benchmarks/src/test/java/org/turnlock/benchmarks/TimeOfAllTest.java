// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.turnlock.benchmarks.backend.Backends;
import org.turnlock.benchmarks.backend.Operation;

/** Many threads on few CPUs are measured by the clock on the wall, whichever of them ran. */
class TimeOfAllTest {
  private static final int THREADS = 32;
  private static final int SLICES = 3;
  private static final int SLICE_MILLIS = 50;

  @Test
  void theOperationsOfAllThreadsFillTheTimeThatPassed() throws RunnerException {
    System.setProperty("jmh.ignoreLock", "true");
    long start = System.nanoTime();
    Collection<IterationResult> slices =
        new Runner(options()).runSingle().getAggregatedResult().getIterationResults();
    double passed = (System.nanoTime() - start) / 1e3;
    assertThat(slices).hasSize(SLICES);
    double told = 0;
    for (IterationResult slice : slices) {
      double micros = slice.getSecondaryResults().get(TimeOfAll.MICROS).getScore();
      double filled = micros * slice.getMetadata().getAllOps() / THREADS;
      assertThat(filled).isGreaterThanOrEqualTo(SLICE_MILLIS * 1e3);
      told += filled;
    }
    assertThat(told).isLessThan(passed);
  }

  private static Options options() {
    return new OptionsBuilder()
        .include(Operation.AES_GCM_ENCRYPT.include())
        .param("backend", Backends.JDK)
        .param("size", "64")
        .threads(THREADS)
        .forks(0)
        .warmupIterations(0)
        .measurementIterations(SLICES)
        .measurementTime(TimeValue.milliseconds(SLICE_MILLIS))
        .addProfiler(TimeOfAll.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .build();
  }
}
