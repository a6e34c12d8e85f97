// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.cli.CommandRun;
import org.turnlock.cli.Launch;
import org.turnlock.cli.Main;
import org.turnlock.cli.console.Display;

class DemoOnSoftwareTokenTest {
  @TempDir private Path home;

  @Test
  void everyStepIsReportedOnALineOfItsOwn() {
    CommandRun run = CommandRun.in(home).run("demo");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.lines().stream().filter(line -> line.startsWith("ok ")))
        .extracting(line -> line.split(" +")[1])
        .containsExactly(
            "open", "create", "create", "create", "reopen", "encrypt", "decrypt", "tamper", "sign",
            "sign", "export", "verify");
    assertThat(run.out())
        .contains("report.txt, ", " bytes -> report.txt.enc", "AES/GCM 256")
        .contains("RSA 3072", "EC P-256", "SHA256withRSA", "SHA256withECDSA")
        .contains("changed: refused")
        .contains("openssl says of both signatures: Verified OK")
        .doesNotContain("calls");
    assertThat(run.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void nothingIsLeftBehind() throws IOException {
    Path temporary = Files.createDirectory(home.resolve("tmp"));
    CommandRun run =
        new Launch(home)
            .run(
                Launch.jvm(
                    "-Djava.io.tmpdir=" + temporary,
                    "-Djna.tmpdir=" + home,
                    Main.class.getName(),
                    "demo"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("ok verify");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void keptFilesAreWhatTheyAreSaidToBe() throws IOException {
    Path keep = home.resolve("new/kept");
    Path input = Files.writeString(home.resolve("my letter.txt"), "Dear reader,\n".repeat(9999));
    CommandRun run = CommandRun.in(home).run("demo", input.toString(), "--keep", keep.toString());
    assertThat(run.code()).as(run.err()).isZero();

    Path encrypted = keep.resolve("my letter.txt.enc");
    assertThat(encrypted).hasSize(Files.size(input) + 12 + 16);
    assertThat(Files.readString(encrypted, StandardCharsets.ISO_8859_1)).doesNotContain("Dear");
    assertThat(keep.resolve("my letter.txt.dec")).hasSameTextualContentAs(input);
    for (String key : List.of("rsa", "ec")) {
      Path signature = keep.resolve("my letter.txt." + key + ".sig");
      assertThat(openSslVerifies(keep.resolve(key + ".pub.pem"), signature, input)).isTrue();
      assertThat(openSslVerifies(keep.resolve(key + ".pub.pem"), signature, encrypted)).isFalse();
    }

    String pin = Files.readString(keep.resolve("pin"));
    assertThat(pin).matches("[0-9a-f]{32}");
    assertThat(run.out()).doesNotContain(pin);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keep.resolve("pin"))))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keep)))
        .isEqualTo("rwx------");
  }

  private boolean openSslVerifies(Path key, Path signature, Path file) throws IOException {
    return Tool.run(
                List.of(
                    "openssl",
                    "dgst",
                    "-sha256",
                    "-verify",
                    key.toString(),
                    "-signature",
                    signature.toString(),
                    file.toString()))
            .status()
        == 0;
  }

  @Test
  void aKeptTokenIsUsedAgain() {
    Path keep = home.resolve("kept");
    assertThat(CommandRun.in(home).run("demo", "--keep", keep.toString()).code()).isZero();
    CommandRun second = CommandRun.in(home).run("demo", "--keep", keep.toString());
    assertThat(second.code()).as(second.err()).isZero();

    String configuration = keep.resolve("turnlock.cfg").toString();
    assertThat(second.out()).contains("./turnlock key list --config " + configuration);
    CommandRun list = CommandRun.in(home).run("key", "list", "--config", configuration);
    assertThat(list.lines()).hasSize(2 + 6);
    assertThat(list.out())
        .containsPattern("demo-aes +AES-256 +secret key\\R")
        .containsPattern("demo-rsa +RSA-3072 +private key +with a certificate\\R")
        .containsPattern("demo-ec +EC-256 +private key +with a certificate\\R")
        .containsPattern("demo-aes-[0-9a-f]{8} +AES-256 +secret key\\R");
  }

  @Test
  void aConfiguredTokenKeepsItsKeysAndNoneOfTheDemos() throws IOException {
    Path keep = home.resolve("kept");
    CommandRun.in(home).run("demo", "--keep", keep.toString());
    String configuration = keep.resolve("turnlock.cfg").toString();
    String before = CommandRun.in(home).run("key", "list", "--config", configuration).out();
    CommandRun run = CommandRun.in(home).run("demo", "--config", configuration);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).containsPattern("key demo-aes-[0-9a-f]{8} in the token");
    assertThat(CommandRun.in(home).run("key", "list", "--config", configuration).out())
        .isEqualTo(before);
  }

  @Test
  void anEmptyFileIsAFileToo() throws IOException {
    Path empty = Files.createFile(home.resolve("empty"));
    CommandRun run = CommandRun.in(home).run("demo", empty.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("empty, 0 bytes -> empty.enc");
  }

  @Test
  void aFileOfSeveralPiecesComesBackWhole() throws IOException {
    byte[] content = new byte[3 * 64 * 1024 + 17];
    new Random(1).nextBytes(content);
    Path input = Files.write(home.resolve("large.bin"), content);
    CommandRun run = CommandRun.in(home).run("demo", input.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("the same 196,625 bytes again");
  }

  @Test
  void theTokenOfTheEnvironmentIsLeftAlone() {
    CommandRun run = CommandRun.in(home).with("TURNLOCK_CONFIG", "nowhere.cfg").run("demo");
    assertThat(run.code()).as(run.err()).isZero();
  }

  @Test
  void colourAndCheckMarksAreUsedWhereTheyShow() {
    CommandRun run = CommandRun.in(home).on(new Display(true, true)).run("demo");
    assertThat(run.out()).contains("\u001b[32m\u2713\u001b[0m open ");
  }
}
