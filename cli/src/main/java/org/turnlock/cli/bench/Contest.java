// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.console.Interruption;

/**
 * One operation, which contenders do in turns, a short slice of time each, so that what else goes
 * on in the machine meets all of them alike. Their first slices are longer, warm up, and do not
 * count. Who fails is out.
 */
final class Contest {
  private static final int ROUNDS = 4;
  private static final int WARM_UP = 2;

  private final Map<Contender, Trial> trials;
  private final BiConsumer<Contender, Throwable> failed;
  private final Runnable before;
  private final Interruption interruption;

  /**
   * @param trials of the contenders; those who fail are taken out
   * @param failed is told of each that does
   * @param before is done before each slice
   */
  Contest(
      Map<Contender, Trial> trials,
      BiConsumer<Contender, Throwable> failed,
      Runnable before,
      Interruption interruption) {
    this.trials = trials;
    this.failed = failed;
    this.before = before;
    this.interruption = interruption;
  }

  /**
   * Measures those that do not fail.
   *
   * @param nanos how long that may take
   * @param most how often the operation is done in a slice at most
   * @return by the contenders' names
   */
  Map<String, Measurement> run(int threads, long nanos, long most) {
    Map<Contender, List<Work>> works = new LinkedHashMap<>();
    for (Contender contender : List.copyOf(trials.keySet())) {
      attempt(contender, () -> works.put(contender, trials.get(contender).forThreads(threads)));
    }
    Map<Contender, List<Slice>> rounds = new LinkedHashMap<>();
    long slice = nanos / (((long) ROUNDS + WARM_UP) * Math.max(1, trials.size()));
    try (Crew crew = new Crew(threads, interruption::asked)) {
      for (int round = 0; round <= ROUNDS; round++) {
        boolean counts = round > 0;
        long time = counts ? slice : WARM_UP * slice;
        for (Contender contender : inTurn(round)) {
          before.run();
          attempt(
              contender,
              () -> {
                Slice done = crew.work(works.get(contender), time, most);
                if (counts) {
                  rounds.computeIfAbsent(contender, it -> new ArrayList<>()).add(done);
                }
              });
          interruption.check();
        }
      }
    }
    Map<String, Measurement> measurements = new LinkedHashMap<>();
    trials.keySet().forEach(it -> measurements.put(it.name(), Measurement.of(rounds.get(it))));
    return measurements;
  }

  /** Who comes first changes with each round. */
  private List<Contender> inTurn(int round) {
    List<Contender> turn = new ArrayList<>(trials.keySet());
    if (round % 2 == 1) {
      Collections.reverse(turn);
    }
    return turn;
  }

  private void attempt(Contender contender, Work step) {
    try {
      step.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted", e);
    } catch (Exception | LinkageError e) {
      interruption.check(); // A process that ends may well make it fail.
      trials.remove(contender);
      failed.accept(contender, e);
    }
  }
}
