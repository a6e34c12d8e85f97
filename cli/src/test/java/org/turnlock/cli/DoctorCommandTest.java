// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.NssSoftokn;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class DoctorCommandTest {
  /** Few services, so that their trials take no time. */
  private static final String FEW = "enabledMechanisms = { CKM_AES_KEY_GEN CKM_AES_GCM KeyStore }";

  @TempDir private Path home;

  private String file(String... lines) throws Exception {
    return Files.write(home.resolve("turnlock.cfg"), List.of(lines)).toString();
  }

  @Test
  void softHsmIsWellAndIsLeftAsItWas(SoftHsmToken token) throws Exception {
    String config = token.turnlockConfiguration().toString();
    CommandRun run = CommandRun.in(home).run("doctor", config);
    assertThat(run.out() + run.err())
        .contains("SoftHSM", token.label(), "the one that the configuration means", ", 0 failed");
    assertThat(run.code()).as(run.out()).isZero();
    assertThat(run.lines())
        .anySatisfy(line -> assertThat(line).matches(".*AES/GCM/NoPadding +encrypt 1 KiB.* us +2"))
        .anySatisfy(line -> assertThat(line).matches(".*RSA/ECB/PKCS1Padding +decrypt.* +2"))
        .anySatisfy(line -> assertThat(line).matches(".*KeyAgreement +ECDH +agree.* +3"));
    assertThat(run.lines()).allMatch(line -> line.length() <= 130);
    try (TurnlockProvider provider = (TurnlockProvider) new TurnlockProvider().configure(config)) {
      KeyStore keyStore = KeyStore.getInstance("Turnlock", provider);
      keyStore.load(null, token.pinChars());
      assertThat(Collections.list(keyStore.aliases())).isEmpty();
    }
  }

  @Test
  void everyServiceOfTheSoftwareTokenStandsItsTrial() throws Exception {
    Files.writeString(home.resolve("pin"), "1234-doctor");
    String config = file("token = software", "path = token.tlk", "pinSource = file:pin");
    CommandRun run = CommandRun.in(home).run("doctor", "--all", config);
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains("software token", "AES_192/GCM/NoPadding", "SHA384withECDSA", ", 0 failed");
  }

  @Test
  void nssWithoutADatabaseIsWellAndWarnedOf() throws Exception {
    String directory = NssSoftokn.find().directory().toString();
    String config = file("nssLibraryDirectory = " + directory, "nssDbMode = noDb", FEW);
    CommandRun run = CommandRun.in(home).run("doctor", config);
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("Mozilla Foundation NSS", ", 0 failed", "no login: whoever");
    assertThat(run.lines())
        .anySatisfy(line -> assertThat(line).matches(".*AES/GCM/NoPadding +encrypt 1 KiB.* us +1"));
  }

  @Test
  void whoIsToldOfTheUsesOfKeysIsSaid() throws Exception {
    String trail = home.resolve("trail").toString();
    String audited =
        file(
            "token = software",
            "path = t",
            "auditTrail = " + trail,
            "auditSinks = jfr",
            "auditUses = summary",
            "auditSummaryInterval = 5m");
    assertThat(CommandRun.in(home).run("doctor", "--no-trials", audited).lines())
        .contains(
            "Audit: sums of the uses of keys, each 5 min, to the trail in "
                + trail
                + " and sink jfr");
    String silent = file("token = software", "path = t");
    assertThat(CommandRun.in(home).run("doctor", "--no-trials", silent).lines())
        .anyMatch(line -> line.startsWith("Audit: off, nobody is told"));
  }

  @Test
  void keysThatAreTriedDoNotStayWhateverTheConfigurationSays() throws Exception {
    Files.writeString(home.resolve("pin"), "1234-doctor");
    String config =
        file(
            "token = software",
            "path = token.tlk",
            "pinSource = file:pin",
            FEW,
            "attributes(generate, *, *) = { CKA_TOKEN = true }");
    CommandRun run = CommandRun.in(home).run("doctor", config);
    assertThat(run.code()).as(run.out()).isZero();
    assertThat(CommandRun.in(home).run("key", "list", "--config", config).out())
        .startsWith("No keys in token");
  }

  @Test
  void whatTheConfigurationTurnsOffIsNamedAsTheReason() throws Exception {
    String config = file("token = software", "path = t", "disabledMechanisms = { CKM_AES_GCM }");
    CommandRun run = CommandRun.in(home).run("doctor", "--no-trials", config);
    assertThat(run.code()).as(run.out()).isZero();
    assertThat(run.out())
        .contains("not Cipher AES/GCM/NoPadding", "the configuration turns off CKM_AES_GCM");
  }

  @Test
  void aMissingLibraryIsTheOnlyFinding() throws Exception {
    String config = file("library = /no/such/module.so");
    CommandRun run = CommandRun.in(home).run("doctor", config);
    assertThat(run.code()).isEqualTo(ExitCode.FAILED.code());
    assertThat(run.out())
        .contains("there is no PKCS#11 library at /no/such/module.so")
        .doesNotContain("Services", "Exception", "Warnings");
  }

  @Test
  void aLabelThatNoTokenHasShowsTheSlotsThatThereAre(SoftHsmToken token) throws Exception {
    String config = file("library = " + token.library(), "tokenLabel = nobody");
    CommandRun run = CommandRun.in(home).run("doctor", config);
    assertThat(run.code()).isEqualTo(ExitCode.FAILED.code());
    assertThat(run.out())
        .contains("no slot matches tokenLabel = 'nobody'", "token '" + token.label() + "'");
  }

  @Test
  void aWrongPinIsWrongAndNoPinIsIncomplete(SoftHsmToken token) throws Exception {
    String config = file("library = " + token.library(), "tokenLabel = " + token.label(), FEW);
    CommandRun none = CommandRun.in(home).run("doctor", config);
    assertThat(none.code()).as(none.out()).isEqualTo(ExitCode.INCOMPLETE.code());
    assertThat(none.out()).contains("the token needs a PIN", "pinSource");
    CommandRun wrong =
        CommandRun.in(home).answering(prompt -> "not it".toCharArray()).run("doctor", config);
    assertThat(wrong.code()).as(wrong.out()).isEqualTo(ExitCode.FAILED.code());
    assertThat(wrong.out()).contains("the PIN is wrong").doesNotContain("not it");
    CommandRun after =
        CommandRun.in(home).answering(prompt -> token.pinChars()).run("doctor", config);
    assertThat(after.code()).as(after.out()).isZero();
  }

  @Test
  void keysThatCanBeReadInClearAreWarnedOf() throws Exception {
    Files.writeString(home.resolve("pin"), "1234-doctor");
    String config =
        file(
            "token = software",
            "path = token.tlk",
            "pinSource = file:pin",
            FEW,
            "attributes = compatibility");
    try (TurnlockProvider provider = (TurnlockProvider) new TurnlockProvider().configure(config)) {
      KeyStore keyStore = KeyStore.getInstance("Turnlock", provider);
      keyStore.load(null, null);
      keyStore.setKeyEntry(
          "open", new javax.crypto.spec.SecretKeySpec(new byte[16], "AES"), null, null);
    }
    CommandRun run = CommandRun.in(home).run("doctor", config);
    assertThat(run.out()).contains("open: can be read in clear");
  }
}
