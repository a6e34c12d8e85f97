// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which order a run measures, when it ends, and what it makes of it. */
class SuiteRunTest {
  private static final Case SMALL = Case.of("aes-gcm-encrypt", 64);
  private static final Case LARGE = Case.of("aes-gcm-encrypt", 1024);
  private static final Environment HERE =
      new Environment("2026-11-29T04:00:00Z", "run", "abc", "CPU", 2, "OS", "JDK", 0, Map.of());

  private final List<String> order = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();

  /** Needs a second a process, and tells one microsecond more in each. */
  private final class Fake implements Competitor {
    private final String name;
    private final double calls;
    private int done;

    Fake(String name, double calls) {
      this.name = name;
      this.calls = calls;
    }

    @Override
    public String backend() {
      return name;
    }

    @Override
    public Fork measure(Case what, Pace pace) throws IOException {
      nanos.addAndGet(1_000_000_000);
      order.add(name + what.size());
      if (name.equals("broken")) {
        throw new IOException("outer", new IOException("no such token\nmore"));
      }
      if (name.equals("breaks") && done == 1) {
        throw new IOException("broken since");
      }
      return new Fork(++done, 100.0);
    }

    @Override
    public double seconds(Case what, Pace pace) {
      return 1;
    }

    @Override
    public boolean isCounted() {
      return calls > 0;
    }

    @Override
    public double calls(Case what) {
      order.add("count " + name + what.size());
      return calls;
    }
  }

  @Test
  void competitorsOfACaseFollowEachOtherAndTakeTurnsAtBeingFirst() throws IOException {
    run(3, 1000, List.of(SMALL.by(2), LARGE.by(2)), new Fake("a", 1), new Fake("b", 1));
    assertThat(order)
        .containsExactly(
            "a64", "b64", "a1024", "b1024", "b1024", "a1024", "b64", "a64", "a64", "b64", "a1024",
            "b1024");
  }

  @Test
  void eachOfThreeIsFirstOnce() {
    Contest contest =
        new Contest(SMALL, List.of(new Fake("a", 1), new Fake("b", 1), new Fake("c", 1)));
    assertThat(List.of(0, 1, 2))
        .extracting(round -> contest.inRound(round).get(0).backend())
        .containsExactly("a", "b", "c");
    assertThat(contest.inRound(4)).containsExactlyInAnyOrderElementsOf(contest.competitors());
  }

  @Test
  void noCaseBeginsWhenTheTimeIsOver() throws IOException {
    Results results = run(9, 5, List.of(SMALL.by(2), LARGE.by(2)), new Fake("a", 1));
    assertThat(order).containsExactly("a64", "a1024", "a1024", "a64", "a64");
    assertThat(results.roundsDone()).isEqualTo(2);
    assertThat(results.rounds()).isEqualTo("2 and a part of the next");
    assertThat(results.find(SMALL.by(2), "a").orElseThrow().rounds()).hasSize(3);
  }

  @Test
  void theFirstRoundIsRunHoweverLongItTakes() throws IOException {
    assertThat(run(9, 0, List.of(SMALL), new Fake("a", 1)).roundsDone()).isOne();
  }

  @Test
  void callsAreCountedOnceAfterTheFirstRoundByOneThread() throws IOException {
    Results results = run(2, 1000, List.of(SMALL, SMALL.by(8)), new Fake("a", 3));
    assertThat(order).containsExactly("a64", "a64", "count a64", "a64", "a64");
    assertThat(results.find(SMALL, "a").orElseThrow().calls()).isEqualTo(3.0);
    assertThat(results.find(SMALL.by(8), "a").orElseThrow().calls()).isNull();
  }

  @Test
  void whoFailsIsLeftOutOfThatCaseWithTheReason() throws IOException {
    Results results = run(2, 1000, List.of(SMALL), new Fake("broken", 1), new Fake("a", 1));
    assertThat(order).containsExactly("broken64", "a64", "count a64", "a64");
    assertThat(results.measurements()).extracting(Measurement::backend).containsExactly("a");
    assertThat(results.failures())
        .containsExactly(new Failure("aes-gcm-encrypt, 64 B", "broken", "no such token\nmore"));
  }

  @Test
  void whatIsMeasuredIsThereForWhoEndsTheRun() throws IOException {
    List<String> told = new ArrayList<>();
    Suite suite = suite(2, 1000, List.of(SMALL.by(2), LARGE.by(2)), new Fake("a", 1));
    new SuiteRun(suite, HERE, new Silent(), nanos::get)
        .run(soFar -> told.add(soFar.rounds() + ": " + soFar.measurements().size()));
    assertThat(told)
        .containsExactly(
            "0 and a part of the next: 1",
            "0 and a part of the next: 2",
            "1 and a part of the next: 2",
            "1 and a part of the next: 2",
            "2: 2");
  }

  @Test
  void whoFailsLaterKeepsWhatItHas() throws IOException {
    Results results = run(3, 1000, List.of(SMALL.by(2)), new Fake("breaks", 1));
    assertThat(results.find(SMALL.by(2), "breaks").orElseThrow().rounds()).containsExactly(1.0);
    assertThat(results.failures()).hasSize(1);
  }

  @Test
  void aRunIsEstimatedByItsProcesses() {
    Suite suite = suite(3, 1000, List.of(SMALL, SMALL.by(2)), new Fake("a", 1), new Fake("b", 0));
    assertThat(suite.estimate()).isEqualTo(Duration.ofSeconds(3 * 4 + 1));
  }

  @Test
  void resultsAreTheSameAfterAFile(@TempDir Path directory) throws IOException {
    Results results = run(3, 1000, List.of(SMALL), new Fake("broken", 1), new Fake("a", 2));
    Path file = directory.resolve("new/results.json");
    ResultsFile.write(results, file);
    assertThat(ResultsFile.read(file)).isEqualTo(results);
    assertThat(file).content().contains("\"micros\" : 2.0", "\"least\" : 1.0", "\"most\" : 3.0");
  }

  @Test
  void aRatioIsTheMedianOfTheRounds() {
    // Medians of 2 and 4 would give 2; the rounds have 1, 4 and 5.
    Ratio ratio = Ratio.of(of(2, 1, 4), of(2, 4, 20));
    assertThat(ratio.rounds()).containsExactly(1.0, 4.0, 5.0);
    assertThat(ratio.median()).isEqualTo(4);
    assertThat(ratio.least()).isEqualTo(1);
    assertThat(ratio.most()).isEqualTo(5);
  }

  @Test
  void aRatioHasTheRoundsThatBothHave() {
    assertThat(Ratio.of(of(1, 2), of(3, 4, 5)).rounds()).containsExactly(3.0, 2.0);
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheTwo() {
    assertThat(Median.of(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(3);
    assertThat(Median.of(List.of(7.0, 1.0, 2.0))).isEqualTo(2);
  }

  @Test
  void numbersHaveThreeDigitsThatCount() {
    assertThat(List.of(0.41249, 0.99949, 8.7251, 17.549, 99.949, 99.951, 1230.4))
        .extracting(Units::number)
        .containsExactly("0.412", "0.999", "8.73", "17.5", "99.9", "100", "1230");
    assertThat(List.of(847.2, 12_345.0, 1_250_000.0))
        .extracting(Units::rate)
        .containsExactly("847", "12.3 k", "1.25 M");
  }

  private static Measurement of(double... rounds) {
    List<Double> list = java.util.Arrays.stream(rounds).boxed().toList();
    return new Measurement("aes-gcm-encrypt", 64, 1, 0, "a", list, null, null);
  }

  private Results run(int rounds, int limit, List<Case> cases, Competitor... competitors)
      throws IOException {
    Suite suite = suite(rounds, limit, cases, competitors);
    return new SuiteRun(suite, HERE, new Silent(), nanos::get).run(results -> {});
  }

  private static Suite suite(int rounds, int limit, List<Case> cases, Competitor... competitors) {
    return new Suite(
        "quick",
        new Pace(rounds, 1, 1, 1, limit),
        cases.stream().map(it -> new Contest(it, List.of(competitors))).toList());
  }

  static final class Silent implements Progress {
    @Override
    public void begins(String part, Case what, String backend) {}

    @Override
    public void ends(String outcome) {}

    @Override
    public void failed(Failure failure) {}

    @Override
    public void close() {}
  }
}
