// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.cli.CommandRun;
import org.turnlock.cli.console.ExitCode;

/** Every way in which {@code turnlock demo} can go wrong: one line, and no trace left behind. */
class DemoFailuresTest {
  @TempDir private Path home;

  private void assertFails(CommandRun run, String message) {
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines()).containsExactly("turnlock: " + message);
  }

  @Test
  void aFileThatIsNotThere() {
    Path file = home.resolve("nothing.txt");
    assertFails(CommandRun.in(home).run("demo", file.toString()), file + ": no such file");
  }

  @Test
  void aDirectoryInPlaceOfAFile() {
    assertFails(CommandRun.in(home).run("demo", home.toString()), home + ": not a readable file");
  }

  @Test
  void aFileTooLargeToBuffer() throws IOException {
    Path file = home.resolve("large");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((64L << 20) + 1);
    }
    assertFails(
        CommandRun.in(home).run("demo", file.toString()),
        file + ": larger than the 64 MiB that the demo takes");
  }

  @Test
  void aConfigurationThatIsNotThere() {
    assertFails(
        CommandRun.in(home).run("demo", "--config", "nowhere.cfg"),
        "nowhere.cfg: no such file; directives themselves are given after --");
  }

  @Test
  void aConfigurationWithAMistake() throws IOException {
    Path file = Files.writeString(home.resolve("bad.cfg"), "token = software\ncolour = red\n");
    CommandRun run = CommandRun.in(home).run("demo", "--config", file.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("turnlock: " + file + ":2: ").contains("colour");
  }

  @Test
  void aWrongPin() throws IOException {
    Path keep = home.resolve("kept");
    CommandRun.in(home).run("demo", "--keep", keep.toString());
    Files.writeString(keep.resolve("pin"), "not the PIN");
    assertFails(
        CommandRun.in(home).run("demo", "--config", keep.resolve("turnlock.cfg").toString()),
        "open: cannot log in to token 'token.tlk': the PIN is wrong");
  }

  @Test
  void aDirectoryThatCannotBeMade() throws IOException {
    Path file = Files.createFile(home.resolve("file"));
    CommandRun run =
        CommandRun.in(home).run("demo", "--keep", file.resolve("directory").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("cannot use directory " + file.resolve("directory"));
  }

  @Test
  void aDirectoryWithOthersFilesInIt() throws IOException {
    Path mine = Files.writeString(home.resolve("report.txt"), "mine");
    CommandRun run = CommandRun.in(home).run("demo", "--keep", home.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("has other files in it");
    assertThat(mine).hasContent("mine");
  }

  @Test
  void aReaderThatLeaves() {
    CommandRun run = CommandRun.in(home).runCutAfter(200, "demo");
    assertFails(run, "cannot write to standard output");
  }

  @Test
  void noOpenSsl() {
    CommandRun run = CommandRun.in(home).with("PATH", home.toString()).run("demo");
    assertThat(run.code()).isEqualTo(ExitCode.INCOMPLETE.code());
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("-- verify  left out, as openssl is not on the PATH; on Debian: apt install")
        .contains("Read on");
  }

  @Test
  void anOpenSslThatRefuses() throws IOException {
    Path fake = home.resolve("openssl");
    Files.writeString(fake, "#!/bin/sh\necho Verification failure\nexit 1\n");
    assertThat(fake.toFile().setExecutable(true)).isTrue();
    CommandRun run = CommandRun.in(home).with("PATH", home.toString()).run("demo");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err())
        .startsWith("turnlock: verify: openssl refuses ")
        .contains("rsa.sig: Verification failure");
  }

  @Test
  void softHsmOutsideTheSourceTree() {
    CommandRun run = CommandRun.in(home).run("demo", "--softhsm");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("use the launcher ./turnlock");
  }

  @Test
  void aTokenWithoutWhatTheDemoNeeds() {
    CommandRun run =
        CommandRun.in(home)
            .answering(prompt -> "a long pin".toCharArray())
            .run(
                "demo",
                "--config",
                write("token = software\npath = t\ndisabledMechanisms = { CKM_AES_GCM }\n"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("turnlock: encrypt: ").contains("AES/GCM/NoPadding");
  }

  private String write(String text) {
    try {
      return Files.writeString(home.resolve("own.cfg"), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
