// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.cli.CommandRun;
import org.turnlock.cli.Launch;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.file.OwnerOnly;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class BenchOnSoftHsmTest {
  @TempDir private Path home;
  private SoftHsmToken token;
  private List<Path> before;

  @BeforeEach
  void lookAtTheToken(SoftHsmToken token) throws IOException {
    this.token = token;
    before = objects();
  }

  /** SoftHSM keeps a file for each object of a token. */
  private List<Path> objects() throws IOException {
    try (Stream<Path> files = Files.walk(token.configuration().getParent())) {
      return files.filter(file -> file.toString().endsWith(".object")).sorted().toList();
    }
  }

  private Path configuration(String... more) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(token.turnlockConfiguration()));
    lines.addAll(List.of(more));
    return Files.write(home.resolve("turnlock.cfg"), lines);
  }

  private static CommandRun run(Path home, Path configuration, String... options) {
    List<String> words = new ArrayList<>(List.of("bench", configuration.toString()));
    words.addAll(Arrays.asList(options));
    return CommandRun.in(home).run(words.toArray(String[]::new));
  }

  @Test
  void everyOperationIsMeasuredBesideSunPkcs11AndNothingStays() throws Exception {
    Path configuration = configuration("attributes(generate, *, *) = { CKA_TOKEN = true }");
    CommandRun run = run(home, configuration, "--seconds", "0.2", "--threads", "2,1", "--json");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    BenchResult result = BenchResult.of(run);
    List<String> cases = new ArrayList<>();
    for (BenchOperation operation : BenchOperation.values()) {
      for (int size : operation.sizes()) {
        cases.add(operation.label() + " " + size + " 1");
        cases.add(operation.label() + " " + size + " 2");
      }
    }
    assertThat(result.cases("turnlock")).isEqualTo(cases);
    assertThat(result.leftOut()).contains("sunpkcs11 ed25519-sign not-offered");
    assertThat(result.cases("sunpkcs11"))
        .isNotEmpty()
        .isEqualTo(
            cases.stream()
                .filter(it -> !it.startsWith("ed25519-sign") && !it.startsWith("aes-wrap"))
                .toList());
    assertThat(result.measurements("turnlock"))
        .allSatisfy(
            it -> {
              assertThat((Number) it.get("operationsPerSecond")).isNotEqualTo(0);
              assertThat((Long) it.get("operations")).isGreaterThanOrEqualTo(4);
              assertThat((Long) it.get("medianNanos")).isPositive();
              assertThat(it.get("scaling")).isNotNull();
            });
    for (String twice : List.of("aes-gcm-encrypt", "aes-gcm-decrypt", "rsa-2048-sign")) {
      assertThat(result.calls(twice)).isNotEmpty().allMatch(calls -> calls.doubleValue() == 2);
    }
    assertThat(result.calls("random")).allMatch(calls -> calls.doubleValue() == 1);
    assertThat((Long) result.fields().get("callNanos")).isPositive();
    assertThat(result.fields()).containsEntry("notCompared", null).containsEntry("audit", null);
    assertThat(objects()).isEqualTo(before);
  }

  @Test
  void thePageIsATableWithWhatItSays() throws Exception {
    String[] options = {
      "--seconds", "0.1", "--threads", "1,3", "--operations", "random,hmac-sha256"
    };
    CommandRun run = run(home, configuration(), options);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.lines()).allMatch(line -> line.length() <= 110);
    assertThat(run.lines().get(0)).startsWith("Token '" + token.label() + "' (SoftHSM");
    assertThat(run.lines())
        .anyMatch(line -> line.matches("operation +size +threads +op/s .* SunPKCS11 +ratio"))
        .anyMatch(
            line ->
                line.matches("hmac-sha256 +1 KiB +1 +[\\d.,]+ .*us .* 2 +[\\d.,]+ [um]s +[\\d.]+"))
        .anyMatch(line -> line.matches(" +3 +[\\d.,]+ +.* 2 +[\\d.]+ +[\\d.,]+ [um]s +[\\d.]+"))
        .anyMatch(line -> line.matches("random +32 B +1 .* 1 .*"));
    assertThat(run.out())
        .contains("This token answers a call in ", "\n3 threads gave ", "\nSunPKCS11 took ");
  }

  @Test
  void whatTheTokenDoesNotOfferIsSaid() throws Exception {
    Path without = configuration("disabledMechanisms = { CKM_EDDSA }");
    CommandRun all = run(home, without, "--operations", "ed25519-sign,random", "--seconds", "0.01");
    assertThat(all.code()).as(all.out()).isEqualTo(ExitCode.INCOMPLETE.code());
    assertThat(all.out()).contains("not measured: ed25519-sign: the configuration turns off");
    CommandRun none = run(home, without, "--operations", "ed25519-sign");
    assertThat(none.code()).isEqualTo(ExitCode.FAILED.code());
    assertThat(none.err())
        .startsWith("turnlock: nothing could be measured: ed25519-sign: ")
        .contains("CKM_EDDSA");
  }

  @Test
  void withoutComparisonThereIsNone() throws Exception {
    String[] options = {"--no-compare", "--seconds", "0.01", "--operations", "random"};
    CommandRun run = run(home, configuration(), options);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("Not compared with SunPKCS11: --no-compare")
        .doesNotContain(" ratio\n", "SunPKCS11 took");
  }

  @Test
  void auditGoesOnAndIsSpokenOf() throws Exception {
    Path trail = home.resolve("trail");
    Path audited = configuration("auditTrail = " + trail);
    String[] options = {"--threads", "1", "--seconds", "0.01", "--operations", "aes-gcm-encrypt"};
    CommandRun run = run(home, audited, options);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("audit is on (each use of a key, to the trail in " + trail);
    CommandRun search =
        CommandRun.in(home).run("audit", "search", "--trail", trail.toString(), "--limit", "9999");
    assertThat(search.lines().stream().filter(line -> line.contains("Encrypt")))
        .hasSizeGreaterThan(16);
  }

  @Test
  void aWrongPinIsOneLine() throws Exception {
    OwnerOnly.write(home.resolve("pin"), "wrong");
    Path configuration =
        Files.writeString(
            home.resolve("turnlock.cfg"),
            "library = %s\ntokenLabel = \"%s\"\npinSource = file:pin\n"
                .formatted(token.library(), token.label()));
    CommandRun run = run(home, configuration);
    assertThat(run.code()).isEqualTo(ExitCode.FAILED.code());
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("the PIN is wrong");
  }

  @Test
  void whoIsInterruptedLeavesNothing() throws Exception {
    Path err = home.resolve("err");
    Launch launch = new Launch(home);
    for (Map.Entry<String, String> variable : token.environment().entrySet()) {
      launch.with(variable.getKey(), variable.getValue());
    }
    Process process =
        launch.start(
            err,
            Launch.jvm(
                "-XX:+UseSerialGC",
                "org.turnlock.cli.Main",
                "bench",
                configuration("attributes(generate, *, *) = { CKA_TOKEN = true }").toString(),
                "--threads",
                "2"));
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.lines().anyMatch(line -> line.startsWith("aes-gcm-encrypt"))).isTrue();
      process.toHandle().destroy();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(128 + 15);
    assertThat(err).content().startsWith("turnlock: interrupted; ending the sessions");
    assertThat(objects()).isEqualTo(before);
  }
}
