// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.turnlock.softhsm.NssSoftokn;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** Each benchmark once on each backend: their set-ups check the results. */
@SoftHsm
class EveryBenchmarkRunsTest {
  private static final int METHODS = 4;
  private static final int AUDITS = 3;

  @BeforeAll
  static void sayWhereTheTokensAre(SoftHsmToken token, @TempDir Path directory) {
    // Nothing is measured here, so another run on this machine does no harm.
    System.setProperty("jmh.ignoreLock", "true");
    System.setProperty(Backends.DIRECTORY, directory.toString());
    System.setProperty(Backends.TURNLOCK_CONFIG, token.turnlockConfiguration().toString());
    System.setProperty(Backends.SUNPKCS11_CONFIG, token.sunPkcs11Configuration().toString());
    System.setProperty(Backends.PIN, token.pin());
    System.setProperty(Backends.NSS_DIRECTORY, NssSoftokn.find().directory().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Backends.TURNLOCK_SOFTHSM,
        Backends.SUNPKCS11_SOFTHSM,
        // Before Turnlock: SunPKCS11 insists on initialising NSS itself.
        Backends.SUNPKCS11_NSS,
        Backends.TURNLOCK_NSS,
        Backends.TURNLOCK_SOFTWARE,
        Backends.JDK
      })
  void onceOn(String backend) throws RunnerException {
    assertThat(runOnce(backend)).hasSize(METHODS);
  }

  @Test
  void aBackendThatIsNotThereFailsTheRun() {
    assertThatThrownBy(() -> runOnce("no-such-backend")).isInstanceOf(RunnerException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {Backends.TURNLOCK_SOFTHSM, Backends.TURNLOCK_NSS})
  void onceWithEachAudit(String backend) throws RunnerException {
    assertThat(run(audited().param("backend", backend))).hasSize(AUDITS);
  }

  @Test
  void anAuditThatThereIsNotFailsTheRun() {
    assertThatThrownBy(() -> run(audited().param("audit", "no-such-audit")))
        .isInstanceOf(RunnerException.class);
  }

  private static ChainedOptionsBuilder audited() {
    return new OptionsBuilder().include(AuditBenchmark.class.getName());
  }

  private static Collection<RunResult> runOnce(String backend) throws RunnerException {
    return run(
        new OptionsBuilder()
            .include("org\\.turnlock\\.benchmarks\\..*")
            .exclude(AuditBenchmark.class.getName())
            .param("backend", backend)
            .param("size", "64"));
  }

  private static Collection<RunResult> run(ChainedOptionsBuilder what) throws RunnerException {
    return new Runner(
            what.mode(Mode.SingleShotTime)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(1))
                .forks(0)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }
}
