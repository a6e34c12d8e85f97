// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.benchmarks.backend.Operation;
import org.turnlock.benchmarks.backend.Settings;

/** What the suites hold, and a suite of milliseconds that really runs. */
class SuitesTest {
  /** Of a JVM: what it needs to start and to set up, as measured; warming up comes on top. */
  private static final double JVM_STARTS = 1.0;

  private static final int TEN_MINUTES = 600;

  @BeforeAll
  static void otherRunsDoNoHarm(@TempDir Path directory) {
    System.setProperty("jmh.ignoreLock", "true");
    System.setProperty(Settings.DIRECTORY, directory.toString());
    System.setProperty(Settings.NSS_DATABASE, directory.toString());
  }

  @Test
  void theQuickOneTakesLessThanTenMinutes() {
    Suite quick = Suites.named("quick", new CompetitorsHere());
    Pace pace = quick.pace();
    double seconds = 0;
    for (Contest contest : quick.contests()) {
      for (Competitor competitor : contest.competitors()) {
        boolean jvm = !competitor.backend().startsWith("c-");
        double measuring = pace.slices() * pace.sliceMillis() / 1e3;
        double each = measuring + (jvm ? JVM_STARTS + pace.warmupMillis() / 1e3 : 0.3);
        seconds += pace.rounds() * each + (contest.counted().contains(competitor) ? JVM_STARTS : 0);
      }
    }
    assertThat(seconds).isLessThan(pace.limitSeconds() * 0.95);
    assertThat(pace.limitSeconds()).isLessThan(TEN_MINUTES);
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
        new Suite("tiny", new Pace(1, 10, 2, 10, 60), List.of(new Contest(what, two), impossible));
    Environment environment = EnvironmentHere.now("a test");
    Results results = new SuiteRun(suite, environment, new SuiteRunTest.Silent()).run(soFar -> {});
    assertThat(results.failures()).singleElement().asString().contains("no token that keys stay");
    assertThat(results.measurements())
        .extracting(Measurement::backend)
        .containsExactly("jdk", "bouncycastle");
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
