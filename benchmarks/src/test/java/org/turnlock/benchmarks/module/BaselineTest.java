// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.softhsm.NssSoftokn;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** The C baseline measures SoftHSM and NSS, after it has checked what they give. */
@SoftHsm
class BaselineTest {
  private static TokenModule softHsm;

  private static TokenModule nss;
  private static NativeParts parts;

  @TempDir private static Path directory;

  @BeforeAll
  static void build(SoftHsmToken token) throws IOException, InterruptedException {
    parts = NativePartsFixture.in(directory);
    softHsm =
        TokenModule.of(token.turnlockConfiguration().toString(), token.pin())
            .withEnvironment(token.environment());
    nss = TokenModule.of(NativePartsFixture.nss(NssSoftokn.find()), "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aes-gcm-encrypt",
        "aes-gcm-decrypt",
        "rsa-2048-sign",
        "rsa-3072-sign",
        "ecdsa-p256-sign",
        "ed25519-sign",
        "hmac-sha256",
        "aes-wrap"
      })
  void measuresSoftHsm(String operation) throws IOException, InterruptedException {
    assertThat(run(operation, 1024, 2, false, softHsm)).hasSize(2).allMatch(it -> it > 0);
  }

  @ParameterizedTest
  @CsvSource({
    "aes-gcm-encrypt, 64, false",
    "aes-gcm-encrypt, 1048576, true",
    "aes-gcm-decrypt, 1048576, false",
    "aes-gcm-decrypt, 64, true",
    "rsa-2048-sign, 64, false",
    "ecdsa-p256-sign, 64, false",
    "hmac-sha256, 64, false",
    "aes-wrap, 0, false"
  })
  void measuresNss(String operation, int size, boolean messages)
      throws IOException, InterruptedException {
    assertThat(run(operation, size, 2, messages, nss)).hasSize(2).allMatch(it -> it > 0);
  }

  @Test
  void saysWhatTheTokenAnswered() {
    assertThatThrownBy(() -> run("ed25519-sign", 64, 1, false, nss))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "baseline: ed25519-sign: C_GenerateKeyPair answers CKR_MECHANISM_INVALID (0x70)");
    TokenModule.Login wrong = new TokenModule.Login(softHsm.login().orElseThrow().label(), "9999");
    assertThatThrownBy(() -> run("hmac-sha256", 64, 1, false, with(wrong)))
        .hasMessage("baseline: hmac-sha256: C_Login answers CKR_PIN_INCORRECT (0xA0)");
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> run("no-such-operation", 64, 1, false, softHsm))
        .hasMessageContaining("no operation no-such-operation; there are aes-gcm-encrypt");
    assertThatThrownBy(() -> run("aes-gcm-encrypt", 64, 1, true, softHsm))
        .hasMessageContaining("libsofthsm2")
        .hasMessageEndingWith("is no PKCS#11 3.0 module");
    assertThatThrownBy(() -> run("aes-gcm-encrypt", 0, 1, false, softHsm))
        .hasMessage("baseline: aes-gcm-encrypt: --size is needed");
    TokenModule.Login other = new TokenModule.Login("another token", "1234");
    assertThatThrownBy(() -> run("hmac-sha256", 64, 1, false, with(other)))
        .hasMessageContaining("no token labelled another token");
  }

  @Test
  void compilesWithoutAWarning() throws IOException, InterruptedException {
    assertThat(compile(Map.of())).isEqualTo(new Command.Output(0, "", ""));
  }

  @Test
  void aMissingCompilerIsNoFailureToCompile() throws IOException, InterruptedException {
    Command.Output output = compile(Map.of("CC", "/no/such/compiler"));
    assertThat(output.exitCode()).isEqualTo(3);
    assertThat(output.errors()).contains("no C compiler /no/such/compiler: install gcc or clang");
  }

  private static Command.Output compile(Map<String, String> environment)
      throws IOException, InterruptedException {
    Path build = Path.of(System.getProperty(NativeParts.SOURCES), "build.sh");
    return Command.run(
        List.of(build.toString(), directory.resolve("another").toString()),
        environment,
        Duration.ofMinutes(1));
  }

  private static TokenModule with(TokenModule.Login login) {
    return new TokenModule(
        softHsm.library(), softHsm.init(), Optional.of(login), softHsm.environment());
  }

  private static List<Double> run(
      String operation, int size, int threads, boolean messages, TokenModule token)
      throws IOException, InterruptedException {
    return new Baseline(operation, size, threads, messages, 2, Duration.ofMillis(50))
        .run(parts, token);
  }
}
