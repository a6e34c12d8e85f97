// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnlock.cli.CommandRun;
import org.turnlock.cli.Workplace;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.softhsm.NssSoftokn;

/** On NSS and on software tokens; and without any. */
class BenchOnOtherTokensTest {
  @TempDir private Path home;

  @Test
  void nssTakesOneCallForAMessage() throws Exception {
    Path configuration =
        Files.write(
            home.resolve("nss.cfg"),
            List.of("nssLibraryDirectory = " + NssSoftokn.find().directory(), "nssDbMode = noDb"));
    CommandRun run =
        CommandRun.in(home)
            .run(
                "bench",
                "--seconds",
                "0.1",
                "--threads",
                "1",
                "--operations",
                "aes-gcm-encrypt,hmac-sha256,ecdsa-p256-sign,aes-wrap",
                "--json",
                "--config",
                configuration.toString());
    assertThat(run.code()).as(run.err()).isZero();
    BenchResult result = BenchResult.of(run);
    assertThat(result.calls("aes-gcm-encrypt"))
        .hasSize(4)
        .allMatch(calls -> calls.doubleValue() == 1);
    assertThat(result.cases("turnlock")).hasSize(7);
    assertThat(result.cases("sunpkcs11"))
        .contains("aes-gcm-encrypt 64 1", "ecdsa-p256-sign 1024 1", "hmac-sha256 1024 1");
    assertThat(result.leftOut()).allMatch(it -> it.startsWith("sunpkcs11 aes-wrap"));
  }

  @Test
  void aSoftwareTokenIsNotChangedAndHasNothingToCompareWith() throws Exception {
    Workplace at = Workplace.software(home);
    byte[] before = Files.readAllBytes(at.file("token.tlk"));
    CommandRun run =
        at.run(
            "bench",
            "--seconds",
            "0.1",
            "--threads",
            "1,2",
            "--operations",
            "aes-gcm-decrypt,ed25519-sign,aes-wrap,random",
            "--json");
    assertThat(run.code()).as(run.err()).isZero();
    BenchResult result = BenchResult.of(run);
    assertThat(result.cases("turnlock")).hasSize(14).contains("aes-wrap 32 2");
    assertThat(result.cases("sunpkcs11")).isEmpty();
    assertThat(result.leftOut()).isEmpty();
    assertThat(result.calls("random")).containsOnlyNulls();
    assertThat(result.fields())
        .containsEntry("throwAway", false)
        .containsEntry("callNanos", null)
        .containsEntry("notCompared", "a software token has no library that SunPKCS11 could load");
    assertThat(Files.readAllBytes(at.file("token.tlk"))).isEqualTo(before);
  }

  /** Nobody is asked for a PIN, and no token begins to be. */
  @Test
  void aSoftwareTokenThatIsNotThereIsNotMade() throws Exception {
    Path configuration =
        Files.write(home.resolve("c.cfg"), List.of("token = software", "path = none.tlk"));
    CommandRun run =
        CommandRun.in(home)
            .run("bench", configuration.toString(), "--seconds", "0.01", "--operations", "random");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.lines().get(0)).endsWith(", made for this measurement only");
    assertThat(run.out()).contains("No call leaves this process").doesNotContain("C calls");
    assertThat(home.toFile().list()).containsExactly("c.cfg");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--operations random,aes | no operation 'aes'; there are aes-gcm-encrypt, ",
        "--threads 0 | --threads are from 1 to 1024",
        "--threads two | Invalid value for option '--threads'",
        "--seconds 0 | --seconds is more than 0 and at most a day",
        "--seconds NaN | --seconds is more than 0 and at most a day"
      })
  void whatMakesNoSenseIsWrongUse(String options, String message) {
    CommandRun run = CommandRun.in(home).run(("bench " + options).split(" "));
    assertThat(run.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.err()).startsWith("turnlock: " + message);
  }

  @Test
  void aLibraryThatIsNotThereIsNamed() throws Exception {
    Path configuration =
        Files.writeString(home.resolve("c.cfg"), "library = /no/such/libpkcs11.so\n");
    CommandRun run = CommandRun.in(home).run("bench", configuration.toString());
    assertThat(run.code()).isEqualTo(ExitCode.FAILED.code());
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("/no/such/libpkcs11.so");
  }
}
