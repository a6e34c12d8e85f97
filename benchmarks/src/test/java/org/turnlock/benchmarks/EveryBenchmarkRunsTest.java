// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.turnlock.benchmarks.backend.Backends;
import org.turnlock.benchmarks.backend.Operation;
import org.turnlock.benchmarks.backend.Settings;
import org.turnlock.softhsm.NssDatabase;
import org.turnlock.softhsm.NssSoftokn;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** Each benchmark once on each backend: their set-ups check the results. */
@SoftHsm
class EveryBenchmarkRunsTest {
  /** Benchmarks that are no {@link Operation}: each has a test of its own here. */
  private static final Set<String> OTHERS =
      Set.of("AuditBenchmark.encrypt", "PieceBenchmark.arrays", "PieceBenchmark.directBuffers");

  private static final OutputFormat SILENT =
      OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);

  private static final int AUDITS = 3;
  private static final int PIECES = 2;

  @BeforeAll
  static void sayWhereTheTokensAre(SoftHsmToken token, @TempDir Path directory) {
    // Nothing is measured here, so another run on this machine does no harm.
    System.setProperty("jmh.ignoreLock", "true");
    NssDatabase database = NssSoftokn.find().createDatabase(token.pin());
    System.setProperty(Settings.DIRECTORY, directory.toString());
    System.setProperty(Settings.TURNLOCK_CONFIG, token.turnlockConfiguration().toString());
    System.setProperty(Settings.SUNPKCS11_CONFIG, token.sunPkcs11Configuration().toString());
    System.setProperty(Settings.PIN, token.pin());
    System.setProperty(Settings.NSS_DIRECTORY, database.softokn().directory().toString());
    System.setProperty(Settings.NSS_DATABASE, database.directory().toString());
  }

  @Test
  void thereIsNoBenchmarkThatNobodyKnows() {
    Set<String> known = new TreeSet<>();
    OTHERS.forEach(it -> known.add("org.turnlock.benchmarks." + it));
    Stream.of(Operation.values()).map(Operation::benchmark).forEach(known::add);
    assertThat(BenchmarkList.defaultList().getAll(SILENT, List.of()))
        .extracting(BenchmarkListEntry::getUsername)
        .containsExactlyInAnyOrderElementsOf(known);
  }

  static Stream<Arguments> classesAndBackends() {
    Set<String> classes =
        Stream.of(Operation.values())
            .map(EveryBenchmarkRunsTest::className)
            .collect(Collectors.toCollection(TreeSet::new));
    return Backends.ALL.stream()
        .flatMap(backend -> classes.stream().map(name -> Arguments.of(backend, name)));
  }

  @ParameterizedTest
  @MethodSource("classesAndBackends")
  void once(String backend, String className) throws RunnerException {
    List<Operation> operations =
        Stream.of(Operation.values())
            .filter(it -> className(it).equals(className) && Backends.supports(it, backend))
            .toList();
    assumeThat(operations).as("left out on " + backend).isNotEmpty();
    ChainedOptionsBuilder what =
        new OptionsBuilder().include(Pattern.quote(className)).param("backend", backend);
    Operation first = operations.get(0);
    for (String parameter : first.parameters().keySet()) {
      what.param(
          parameter,
          operations.stream()
              .map(it -> it.parameters().get(parameter))
              .distinct()
              .toArray(String[]::new));
    }
    if (!first.sizes().isEmpty()) {
      what.param("size", String.valueOf(Math.min(first.sizes().get(0), 1 << 19)));
    }
    assertThat(run(what)).hasSameSizeAs(operations);
  }

  private static String className(Operation operation) {
    String benchmark = operation.benchmark();
    return benchmark.substring(0, benchmark.lastIndexOf('.') + 1);
  }

  @Test
  void whatABackendCannotDoFailsTheRunWithTheReason() {
    assertThatThrownBy(() -> Backends.open(Backends.SUNPKCS11_SOFTHSM, Operation.ED25519_SIGN))
        .hasMessage("sunpkcs11-softhsm leaves out ed25519-sign: SunPKCS11 has no EdDSA");
  }

  @Test
  void aBackendThatIsNotThereFailsTheRun() {
    assertThatThrownBy(
            () -> run(new OptionsBuilder().include("Hmac").param("backend", "no-such-backend")))
        .isInstanceOf(RunnerException.class);
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

  @ParameterizedTest
  @ValueSource(strings = {"aes-ctr", "aes-cbc"})
  void onceInPieces(String cipher) throws RunnerException {
    ChainedOptionsBuilder what =
        new OptionsBuilder()
            .include(PieceBenchmark.class.getName())
            .param("backend", Backends.TURNLOCK_SOFTHSM)
            .param("cipher", cipher)
            .param("piece", "65536");
    assertThat(run(what)).hasSize(PIECES);
  }

  private static ChainedOptionsBuilder audited() {
    return new OptionsBuilder().include(AuditBenchmark.class.getName());
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
