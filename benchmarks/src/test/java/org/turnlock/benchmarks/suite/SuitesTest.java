// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnlock.benchmarks.backend.Operation;
import org.turnlock.benchmarks.backend.Settings;

/** What the suites hold, and a suite of milliseconds that really runs. */
class SuitesTest {
  /** Which has begun when the time is over. */
  private static final int LONGEST_CASE_SECONDS = 20;

  @BeforeAll
  static void otherRunsDoNoHarm(@TempDir Path directory) {
    System.setProperty("jmh.ignoreLock", "true");
    System.setProperty(Settings.DIRECTORY, directory.toString());
    System.setProperty(Settings.NSS_DATABASE, directory.toString());
  }

  @ParameterizedTest
  @CsvSource({"quick, 10", "full, 65"})
  void eachEndsInItsTime(String name, int minutes) {
    Suite suite = Suites.named(name, new CompetitorsHere());
    Pace pace = suite.pace();
    assertThat(pace.rounds()).isGreaterThanOrEqualTo(2);
    assertThat(suite.estimate()).isLessThan(Duration.ofSeconds(pace.limitSeconds() * 95L / 100));
    assertThat(pace.limitSeconds() + LONGEST_CASE_SECONDS).isLessThan(minutes * 60);
  }

  @Test
  void theQuickOneHasWhatTheGoalsCompare() {
    Set<String> pairs = names(Suites.named("quick", new CompetitorsHere()));
    for (String size : List.of("64 B", "1 KiB", "16 KiB", "1 MiB")) {
      assertThat(pairs)
          .contains(
              "aes-gcm-encrypt, " + size + ": turnlock-nss",
              "aes-gcm-encrypt, " + size + ": sunpkcs11-nss",
              "aes-gcm-encrypt, " + size + ": c-nss",
              "aes-gcm-encrypt, " + size + ": turnlock-softhsm",
              "aes-gcm-encrypt, " + size + ": sunpkcs11-softhsm",
              "aes-gcm-encrypt, " + size + ": c-softhsm");
    }
    assertThat(pairs)
        .contains(
            "aes-gcm-encrypt, 1 KiB, 64 threads: turnlock-softhsm",
            "aes-gcm-encrypt, 1 KiB, 64 threads: sunpkcs11-softhsm",
            "aes-gcm-encrypt, 1 KiB, 1 ms away: turnlock-nss",
            "aes-gcm-encrypt, 1 KiB, 1 ms away: sunpkcs11-softhsm");
  }

  @Test
  void theFullOneHasEachOperationThatTheReportIsAbout() {
    Suite full = Suites.named("full", new CompetitorsHere());
    Set<String> operations =
        full.contests().stream().map(it -> it.what().operation()).collect(Collectors.toSet());
    for (String operation : operations) {
      assertThat(Operation.of(operation).title()).isEqualTo(operation);
    }
    for (String key : List.of("rsa-2048", "rsa-3072", "ecdsa-p256", "ed25519")) {
      assertThat(operations).contains(key + "-sign", key + "-verify");
    }
    assertThat(operations)
        .contains("aes-gcm-decrypt", "hmac-sha256", "aes-wrap", "aes-unwrap", "get-key")
        .contains("sealed-encrypt", "alias-encrypt", "stream-ctr-encrypt");
    assertThat(full.contests()).extracting(it -> it.what().threads()).contains(1, 2, 8, 64);
    assertThat(full.contests()).extracting(it -> it.what().delayMicros()).contains(200, 1000, 5000);
  }

  @Test
  void signaturesWarmUpLonger() {
    Pace pace = new Pace(2, 2000, 5, 150, 100);
    for (String late : List.of("ecdsa-p256-sign", "ed25519-verify", "hmac-sha256")) {
      assertThat(pace.of(Case.of(late, 1024)).warmupMillis()).isEqualTo(4000);
    }
    assertThat(pace.of(Case.of("aes-gcm-encrypt", 1024)).warmupMillis()).isEqualTo(2000);
  }

  @Test
  void manyThreadsAreMeasuredLongerAndALongStreamOnce() {
    Pace pace = new Pace(2, 2000, 5, 150, 100);
    Case message = Case.of("aes-gcm-encrypt", 1024);
    assertThat(pace.of(message.by(8))).isEqualTo(pace);
    assertThat(pace.of(message.by(64)).sliceMillis()).isEqualTo(300);
    assertThat(pace.of(Case.of("stream-ctr-encrypt", 64 << 20))).isEqualTo(pace);
    Case stream = Case.of("stream-ctr-encrypt", 1 << 30);
    assertThat(pace.of(stream).slices()).isOne();
    List<Competitor> one = List.of(new JmhCompetitor("turnlock-nss"));
    assertThat(new Contest(message, one).counted()).hasSize(1);
    assertThat(new Contest(stream, one).counted()).isEmpty();
  }

  @Test
  void whoCannotDoSomethingIsNotAsked() {
    assertThat(names(Suites.named("full", new CompetitorsHere())))
        .contains("ed25519-sign, 1 KiB: turnlock-softhsm")
        .doesNotContain("ed25519-sign, 1 KiB: sunpkcs11-softhsm")
        .doesNotContain("ed25519-sign, 1 KiB: c-nss");
  }

  @Test
  void aSuiteOfMillisecondsRuns() throws IOException {
    CompetitorsHere here = new CompetitorsHere();
    Case what = Case.of("aes-gcm-encrypt", 1024);
    List<Competitor> two =
        List.of(
            here.of("jdk", what.operation()).orElseThrow(),
            here.of("bouncycastle", what.operation()).orElseThrow());
    Contest impossible =
        new Contest(Case.of("get-key", 0), List.of(new JmhCompetitor("bouncycastle")));
    Suite suite =
        new Suite(
            "tiny",
            new Pace(1, 10, 2, 10, 60),
            List.of(new Contest(what, two), new Contest(what.by(4), two), impossible));
    Environment environment = EnvironmentHere.now("a test");
    Results results = new SuiteRun(suite, environment, new SuiteRunTest.Silent()).run(soFar -> {});
    assertThat(results.failures()).singleElement().asString().contains("no token that keys stay");
    assertThat(results.measurements())
        .extracting(Measurement::backend)
        .containsExactly("jdk", "bouncycastle", "jdk", "bouncycastle");
    for (Measurement measurement : results.measurements()) {
      assertThat(measurement.micros()).isBetween(0.01, 100_000.0);
      assertThat(measurement.bytes()).isGreaterThan(1024);
      assertThat(measurement.calls()).isNull();
    }
    assertThat(environment.cpus()).isPositive();
    assertThat(environment.versions()).containsKeys("JNA", "Bouncy Castle");
  }

  private static Set<String> names(Suite suite) {
    return suite.contests().stream()
        .flatMap(
            contest ->
                contest.competitors().stream().map(it -> contest.what() + ": " + it.backend()))
        .collect(Collectors.toSet());
  }
}
