// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/**
 * One run of a suite: in rounds, so that what else the machine does meets all cases; in a round the
 * competitors of a case one right after the other, so that it meets all of them.
 */
public final class SuiteRun {
  private record Entry(Case what, String backend) {}

  private final Suite suite;
  private final Environment environment;
  private final Progress progress;
  private final LongSupplier nanoTime;
  private final long start;
  private final Map<Entry, List<Fork>> forks = new LinkedHashMap<>();
  private final Map<Entry, Double> calls = new HashMap<>();
  private final Set<Entry> out = new LinkedHashSet<>();
  private final List<Failure> failures = new ArrayList<>();
  private int roundsDone;

  /** Is told the results after each case, so that a run that is ended early is not lost. */
  @FunctionalInterface
  public interface Listener {
    /** Takes what there is so far. */
    void soFar(Results results) throws IOException;
  }

  /** Begins now. */
  public SuiteRun(Suite suite, Environment environment, Progress progress) {
    this(suite, environment, progress, System::nanoTime);
  }

  SuiteRun(Suite suite, Environment environment, Progress progress, LongSupplier nanoTime) {
    this.suite = suite;
    this.environment = environment;
    this.progress = progress;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** Runs the first round, and of the others what there is time for. */
  public Results run(Listener listener) throws IOException {
    for (Contest contest : suite.contests()) {
      for (Competitor competitor : contest.competitors()) {
        forks.put(new Entry(contest.what(), competitor.backend()), new ArrayList<>());
      }
    }
    while (roundsDone < suite.pace().rounds() && round(roundsDone, listener)) {
      roundsDone++;
      if (roundsDone == 1) {
        count();
      }
    }
    Results all = results();
    listener.soFar(all);
    return all;
  }

  /**
   * Every other one from the last case to the first, so that no case always follows another.
   *
   * @return whether there was time for all cases
   */
  private boolean round(int round, Listener listener) throws IOException {
    List<Contest> contests = new ArrayList<>(suite.contests());
    if (round % 2 == 1) {
      Collections.reverse(contests);
    }
    for (Contest contest : contests) {
      if (!suite.pace().allows(round, seconds())) {
        return false;
      }
      Pace pace = suite.pace().of(contest.what());
      for (Competitor competitor : contest.inRound(round)) {
        Entry entry = new Entry(contest.what(), competitor.backend());
        attempt(
            "round " + (round + 1),
            entry,
            () -> {
              Fork fork = competitor.measure(entry.what(), pace);
              forks.get(entry).add(fork);
              return Units.number(fork.micros()) + " us";
            });
      }
      listener.soFar(results());
    }
    return true;
  }

  /** Once, by one thread: what a case needs is the same whenever and wherever it is done. */
  private void count() {
    for (Contest contest : suite.contests()) {
      for (Competitor competitor : contest.counted()) {
        Entry entry = new Entry(contest.what(), competitor.backend());
        attempt(
            "counting calls",
            entry,
            () -> {
              double counted = competitor.calls(entry.what());
              calls.put(entry, counted);
              return Units.trimmed(counted);
            });
      }
    }
  }

  private void attempt(String part, Entry entry, Callable<String> work) {
    if (out.contains(entry)) {
      return;
    }
    progress.begins(part, entry.what(), entry.backend());
    try {
      progress.ends(work.call());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (Exception e) {
      Failure failure = new Failure(entry.what().toString(), entry.backend(), reason(e));
      out.add(entry);
      failures.add(failure);
      progress.failed(failure);
    }
  }

  /** Of what began it; JMH adds what a process of its own threw, and does not name it a cause. */
  private static String reason(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null || root.getSuppressed().length > 0) {
      root = root.getCause() != null ? root.getCause() : root.getSuppressed()[0];
    }
    return String.valueOf(root.getMessage() == null ? root : root.getMessage()).strip();
  }

  private double seconds() {
    return (nanoTime.getAsLong() - start) / 1e9;
  }

  private Results results() {
    List<Measurement> measurements = new ArrayList<>();
    forks.forEach(
        (entry, measured) -> {
          if (!measured.isEmpty()) {
            measurements.add(
                Measurement.of(entry.what(), entry.backend(), measured, calls.get(entry)));
          }
        });
    return new Results(
        suite.name(),
        environment,
        suite.pace(),
        roundsDone,
        Math.round(seconds()),
        measurements,
        failures);
  }
}
