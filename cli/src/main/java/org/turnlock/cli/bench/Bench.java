// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.turnlock.cli.bench.LeftOut.Kind;
import org.turnlock.cli.console.Interruption;

/**
 * Measures contenders side by side, case by case, each verified first. What time is left is shared
 * by the cases that are. The first case is done once before it counts: what all have in common is
 * compiled then.
 */
final class Bench {
  private static final int WARM_UP_SHARE = 12;

  private final Plan plan;
  private final List<Contender> contenders;
  private final BenchListener listener;
  private final Interruption interruption;
  private final long end;
  private int casesLeft;
  private boolean warm;

  /**
   * @param contenders Turnlock first; what it does not do, nobody does
   */
  Bench(Plan plan, List<Contender> contenders, BenchListener listener, Interruption interruption) {
    this.plan = plan;
    this.contenders = contenders;
    this.listener = listener;
    this.interruption = interruption;
    this.end = System.nanoTime() + plan.nanos();
    this.casesLeft = plan.cases();
  }

  /** Measures everything, and tells the listener. */
  void run() {
    for (BenchOperation operation : plan.operations()) {
      List<Contender> offering = offering(operation);
      for (int size : operation.sizes()) {
        int left = casesLeft - plan.threads().size();
        Subject subject = new Subject(operation, size);
        measure(subject, verified(subject, offering));
        casesLeft = left;
      }
    }
  }

  private List<Contender> offering(BenchOperation operation) {
    List<Contender> offering = new ArrayList<>();
    for (Contender contender : contenders) {
      Optional<String> missing = contender.missing().apply(operation);
      if (missing.isEmpty()) {
        offering.add(contender);
      } else {
        Subject any = new Subject(operation, 0);
        listener.leftOut(new LeftOut(contender.name(), any, Kind.NOT_OFFERED, missing.get()));
      }
      if (offering.isEmpty()) {
        break;
      }
    }
    return offering;
  }

  private Map<Contender, Trial> verified(Subject subject, List<Contender> offering) {
    Map<Contender, Trial> trials = new LinkedHashMap<>();
    for (Contender contender : offering) {
      interruption.check();
      tell(subject);
      try {
        trials.put(contender, contender.trials().of(subject.operation(), subject.size()));
      } catch (Exception | LinkageError e) {
        leaveOut(subject, contender, e);
      }
      if (trials.isEmpty()) {
        break;
      }
    }
    return trials;
  }

  private void measure(Subject subject, Map<Contender, Trial> trials) {
    Contest contest =
        new Contest(
            trials,
            (contender, failure) -> leaveOut(subject, contender, failure),
            () -> tell(subject),
            interruption);
    if (!warm && !trials.isEmpty()) {
      warm = true;
      contest.run(plan.threads().get(0), plan.nanos() / WARM_UP_SHARE, plan.most());
    }
    double alone = 0;
    for (int threads : plan.threads()) {
      if (!trials.containsKey(contenders.get(0))) {
        return;
      }
      long share = Math.max(0, end - System.nanoTime()) / casesLeft;
      Map<String, Measurement> measurements = contest.run(threads, share, plan.most());
      Measurement turnlock = measurements.get(Contender.TURNLOCK);
      if (turnlock != null) {
        alone = alone == 0 ? turnlock.rate() : alone;
        listener.measured(new CaseResult(subject, threads, measurements, alone));
      }
      casesLeft--;
    }
  }

  private void leaveOut(Subject subject, Contender contender, Throwable failure) {
    listener.leftOut(LeftOut.of(contender.name(), subject, failure));
  }

  private void tell(Subject subject) {
    listener.measuring(subject, Math.max(0, end - System.nanoTime()) / 1_000_000_000);
  }
}
