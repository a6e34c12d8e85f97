// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnlock.cli.CommandRun;
import org.turnlock.cli.Launch;
import org.turnlock.cli.Workplace;

/** {@code turnlock sign} and {@code turnlock verify}. */
class SignaturesTest {
  @TempDir private static Path directory;
  private static Workplace at;

  @BeforeAll
  static void make() throws IOException {
    at = Workplace.software(directory);
    Files.writeString(at.file("text"), "signed");
    Files.writeString(at.file("other"), "not signed");
  }

  @ParameterizedTest
  @CsvSource({
    "EC-secp384r1, SHA384withECDSA, base64",
    "Ed25519, Ed25519, hex",
    "HmacSHA256, HmacSHA256, raw",
    "RSA-2048, SHA512withRSAandMGF1, base64"
  })
  void everyVersionVerifiesAndIsNamed(String type, String algorithm, String encoding) {
    at.done("key", "create", type, "--type", type);
    String signature = at.path(type + ".sig");
    at.done(
        "sign",
        "-k",
        type,
        at.path("text"),
        "-o",
        signature,
        "--encoding",
        encoding,
        "--algorithm",
        algorithm);
    at.done("key", "rotate", type);
    String[] verify = {
      "verify",
      "-k",
      type,
      at.path("text"),
      "-s",
      signature,
      "--encoding",
      encoding,
      "--algorithm",
      algorithm
    };
    assertThat(at.json(verify))
        .containsEntry("valid", true)
        .containsEntry("version", 1L)
        .containsEntry("algorithm", algorithm);
    verify[3] = at.path("other");
    assertThat(at.refused(4, verify)).contains("BAD signature", "'" + type + "'");
    verify[3] = at.path("text");
    at.done("key", "floor", type, "2");
    assertThat(at.run(verify).code()).isEqualTo(4);
    at.done("key", "disable", type);
    assertThat(at.refused(6, verify)).endsWith("see: turnlock key enable " + type);
  }

  @Test
  void opensslVerifiesWhatIsSigned() {
    at.done("key", "create", "releases", "--type", "EC");
    at.done("sign", "-k", "releases", at.path("text"), "--encoding", "raw", "-o", at.path("raw"));
    at.done("key", "export-public", "releases", "-o", at.path("public.pem"));
    CommandRun openssl =
        new Launch(directory)
            .run(
                "openssl", "dgst", "-sha256", "-verify", "public.pem", "-signature", "raw", "text");
    assertThat(openssl.out()).contains("Verified OK");
    assertThat(at.refused(1, "sign", "-k", "releases", at.path("text"), "-o", at.path("raw")))
        .contains("--force");
    at.done("key", "create", "cipher");
    assertThat(at.refused(1, "sign", "-k", "cipher", at.path("text"))).contains("does not sign");
  }
}
