// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.turnlock.benchmarks.backend.Operation;
import org.turnlock.benchmarks.backend.Settings;
import org.turnlock.benchmarks.module.NativePartsFixture;
import org.turnlock.softhsm.NssDatabase;
import org.turnlock.softhsm.NssSoftokn;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** Benchmarks run on tokens that a property makes distant; the calls of all providers are told. */
@SoftHsm
class DistantTokensTest {
  private static final int DELAY_MICROS = 1000;

  @BeforeAll
  static void makeTokensDistant(SoftHsmToken token, @TempDir Path directory)
      throws IOException, InterruptedException {
    NativePartsFixture.in(directory.resolve("native"));
    NssDatabase database = NssSoftokn.find().createDatabase(token.pin());
    System.setProperty("jmh.ignoreLock", "true");
    System.setProperty(Settings.DELAY_MICROS, Integer.toString(DELAY_MICROS));
    System.setProperty(Settings.DIRECTORY, directory.toString());
    System.setProperty(Settings.TURNLOCK_CONFIG, token.turnlockConfiguration().toString());
    System.setProperty(Settings.SUNPKCS11_CONFIG, token.sunPkcs11Configuration().toString());
    System.setProperty(Settings.PIN, token.pin());
    System.setProperty(Settings.NSS_DIRECTORY, database.softokn().directory().toString());
    System.setProperty(Settings.NSS_DATABASE, database.directory().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "turnlock-softhsm, aes-gcm-encrypt, 2, 2",
    "sunpkcs11-softhsm, aes-gcm-encrypt, 2, 3",
    "turnlock-nss, aes-gcm-encrypt, 1, 1",
    "sunpkcs11-nss, aes-gcm-encrypt, 4, 4",
    "sunpkcs11-softhsm, ecdsa-p256-sign, 2, 2",
    "turnlock-softhsm, get-key, 0, 1",
    "sunpkcs11-softhsm, get-key, 10, 10"
  })
  void eachCallOfAnOperationTakesARoundTrip(
      String backend, String operation, double least, double most) throws RunnerException {
    RunResult result = run(backend, Operation.of(operation)).iterator().next();
    double calls = result.getSecondaryResults().get(TokenCalls.CALLS).getScore();

    // A session that is primed for a key is primed anew at times.
    assertThat(calls).isBetween(least, most + 0.2);
    assertThat(result.getPrimaryResult().getScore()).isGreaterThan(calls * DELAY_MICROS * 0.9);
  }

  private static Collection<RunResult> run(String backend, Operation operation)
      throws RunnerException {
    OptionsBuilder what = new OptionsBuilder();
    what.include(operation.include()).param("backend", backend).param("size", "64");
    operation.parameters().forEach(what::param);
    return new Runner(
            what.mode(Mode.AverageTime)
                .warmupIterations(1)
                .warmupTime(TimeValue.milliseconds(50))
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(200))
                .forks(0)
                .addProfiler(TokenCalls.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }
}
