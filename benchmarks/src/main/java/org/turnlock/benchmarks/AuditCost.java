// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.turnlock.benchmarks.backend.Backends;

/**
 * Compares {@link AuditBenchmark} without audit, with summaries and with all uses told. A round has
 * one JVM for each, one right after the other, so that other work on the machine meets all of them;
 * a ratio is of two JVMs of one round. Prints a table. {@code benchmarks/run.sh AuditCost [ROUNDS]}
 */
public final class AuditCost {
  private static final int ROUNDS = 3;
  private static final List<Integer> THREADS = List.of(1, 2);
  private static final List<String> BACKENDS =
      List.of(Backends.TURNLOCK_SOFTHSM, Backends.TURNLOCK_NSS);
  private static final List<String> AUDITS =
      List.of(AuditedBackend.OFF, AuditedBackend.SUMMARY, AuditedBackend.FULL);

  private record What(String backend, int threads) {}

  /**
   * What one JVM has measured, for one operation: the least of eight short slices, as other work
   * only adds.
   *
   * @param micros that passed
   * @param caller nanoseconds of CPU time of the thread that used the key
   * @param audit the same of the threads that audit
   */
  private record Cost(double micros, double caller, double audit) {}

  private final Map<What, List<Map<String, Cost>>> measured = new LinkedHashMap<>();

  private AuditCost() {}

  /** Takes the number of rounds. */
  public static void main(String[] arguments) throws RunnerException {
    int rounds = arguments.length == 0 ? ROUNDS : Integer.parseInt(arguments[0]);
    AuditCost cost = new AuditCost();
    for (int round = 0; round < rounds; round++) {
      cost.round();
    }
    cost.print();
  }

  private void round() throws RunnerException {
    for (int threads : THREADS) {
      for (String backend : BACKENDS) {
        Map<String, Cost> costs = new LinkedHashMap<>();
        for (String audit : AUDITS) {
          costs.put(audit, cost(backend, threads, audit));
        }
        measured.computeIfAbsent(new What(backend, threads), it -> new ArrayList<>()).add(costs);
      }
    }
  }

  private static Cost cost(String backend, int threads, String audit) throws RunnerException {
    RunResult result =
        new Runner(
                new OptionsBuilder()
                    .include(AuditBenchmark.class.getName() + ".encrypt")
                    .param("backend", backend)
                    .param("audit", audit)
                    .threads(threads)
                    .forks(1)
                    .warmupIterations(4)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(8)
                    .measurementTime(TimeValue.milliseconds(250))
                    .addProfiler(CpuTime.class)
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .runSingle();
    Collection<IterationResult> slices = result.getAggregatedResult().getIterationResults();
    return new Cost(
        least(slices, it -> it.getPrimaryResult().getScore()),
        least(slices, it -> it.getSecondaryResults().get(CpuTime.CALLER).getScore()),
        least(slices, it -> it.getSecondaryResults().get(CpuTime.AUDIT).getScore()));
  }

  private static double least(
      Collection<IterationResult> slices, ToDoubleFunction<IterationResult> value) {
    return slices.stream().mapToDouble(value).min().orElseThrow();
  }

  private void print() {
    System.out.println("median of rounds (least to most); x: ratio to audit off in the same round");
    System.out.printf(
        "%-17s %7s %-8s %22s %22s %22s %22s %10s%n",
        "backend", "threads", "audit", "time, us", "x", "caller's CPU, us", "x", "audit's CPU");
    measured.forEach(
        (what, rounds) -> {
          for (String audit : AUDITS) {
            System.out.printf(
                "%-17s %7d %-8s %22s %22s %22s %22s %10s%n",
                what.backend(),
                what.threads(),
                audit,
                spread(rounds, it -> it.get(audit).micros()),
                spread(rounds, it -> it.get(audit).micros() / off(it).micros()),
                spread(rounds, it -> it.get(audit).caller() / 1000),
                spread(rounds, it -> it.get(audit).caller() / off(it).caller()),
                number(middle(rounds, it -> it.get(audit).audit() / 1000)));
          }
        });
  }

  private static Cost off(Map<String, Cost> round) {
    return round.get(AuditedBackend.OFF);
  }

  private static double middle(
      List<Map<String, Cost>> rounds, ToDoubleFunction<Map<String, Cost>> value) {
    double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static String spread(
      List<Map<String, Cost>> rounds, ToDoubleFunction<Map<String, Cost>> value) {
    double least = rounds.stream().mapToDouble(value).min().orElseThrow();
    double most = rounds.stream().mapToDouble(value).max().orElseThrow();
    return number(middle(rounds, value)) + " (" + number(least) + " to " + number(most) + ")";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
