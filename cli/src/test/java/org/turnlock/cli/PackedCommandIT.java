// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./turnlock}, from end to end, as a user runs it. */
class PackedCommandIT {
  private static final String TURNLOCK = Launch.SOURCE_TREE.resolve("turnlock").toString();

  @TempDir private Path home;
  private Path temporary;

  @BeforeEach
  void makeTemporaryDirectory() throws IOException {
    temporary = Files.createDirectory(home.resolve("tmp"));
  }

  private Launch launch() {
    return new Launch(home).with("TMPDIR", temporary.toString());
  }

  private void assertNothingIsLeft() {
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void theDemoRunsOnTheSoftwareToken() {
    CommandRun run = launch().run(TURNLOCK, "demo");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("software token", "openssl says of both signatures: Verified OK");
    assertNothingIsLeft();
  }

  @Test
  void theDemoRunsOnSoftHsm() {
    CommandRun run = launch().run(TURNLOCK, "demo", "--softhsm");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("SoftHSM v2", "openssl says of both signatures: Verified OK")
        .containsPattern("encrypt .* 2 calls to the token");
    assertNothingIsLeft();
  }

  @Test
  void aKeptSoftHsmTokenIsReachedAsTheDemoSays() {
    Path keep = home.resolve("my token");
    CommandRun run = launch().run(TURNLOCK, "demo", "--softhsm", "--keep", keep.toString());
    assertThat(run.code()).as(run.err()).isZero();
    String command =
        run.lines().stream().filter(line -> line.contains("./turnlock key list")).findFirst().get();
    CommandRun list =
        new Launch(Launch.SOURCE_TREE)
            .with("TMPDIR", temporary.toString())
            .run("sh", "-c", command);
    assertThat(list.code()).as(list.err()).isZero();
    assertThat(list.out()).contains("'turnlock-demo'", "demo-aes", "demo-rsa", "demo-ec");
  }

  @Test
  void aReaderThatLeavesEndsItWithALine() throws IOException {
    CommandRun run =
        launch().run("sh", "-c", "{ '" + TURNLOCK + "' demo; echo code $? >&2; } | head -n 1");
    assertThat(run.lines()).containsExactly("Turnlock demo on a software token of its own");
    assertThat(run.err().lines())
        .containsExactly("turnlock: cannot write to standard output", "code 1");
    assertNothingIsLeft();
  }

  @Test
  void anInterruptedDemoLeavesNoTokenBehind() throws Exception {
    interruptAfter("open", "demo");
    assertNothingIsLeft();
  }

  @Test
  void anInterruptedDemoLeavesNoKeyInTheUsersToken() throws Exception {
    Path keep = home.resolve("kept");
    launch().run(TURNLOCK, "demo", "--keep", keep.toString());
    String configuration = keep.resolve("turnlock.cfg").toString();
    CommandRun before = launch().run(TURNLOCK, "key", "list", "--config", configuration);
    interruptAfter("create", "demo", "--config", configuration);
    CommandRun after = launch().run(TURNLOCK, "key", "list", "--config", configuration);
    assertThat(after.out()).isEqualTo(before.out()).contains("demo-aes");
    assertNothingIsLeft();
  }

  private void interruptAfter(String step, String... arguments) throws Exception {
    String[] command =
        Stream.concat(Stream.of(TURNLOCK), Stream.of(arguments)).toArray(String[]::new);
    Process process = launch().start(home.resolve("err"), command);
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      while (line != null && !line.contains(" " + step + " ")) {
        line = out.readLine();
      }
      assertThat(line).isNotNull();
      process.toHandle().destroy(); // Process.destroy would close its output, too
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isEqualTo(128 + 15);
      assertThat(Files.readString(home.resolve("err"))).contains("turnlock: ", "interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void theHomeIsTheShells() {
    CommandRun run = launch().with("HOME", home.toString()).run(TURNLOCK, "doctor", "--no-trials");
    assertThat(run.out())
        .contains("software token " + home.resolve(Path.of(".turnlock", "token.tlk")));
  }

  @Test
  void helpIsThereWithoutATokenAndWithoutAnyWarning() {
    CommandRun run = launch().run(TURNLOCK, "--help");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("demo", "services", "key", "TURNLOCK_CONFIG");
  }

  @Test
  void wrongUseAndFailureHaveTheirExitCodes() {
    assertThat(launch().run(TURNLOCK, "fly").code()).isEqualTo(2);
    CommandRun run = launch().with("TURNLOCK_CONFIG", "nowhere.cfg").run(TURNLOCK, "services");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void theJarNamesLibrariesThatAreThereAsTheyWereSigned() throws IOException {
    Path target = Launch.SOURCE_TREE.resolve("cli/target");
    try (JarFile jar = new JarFile(target.resolve("turnlock.jar").toFile())) {
      List<String> names =
          Stream.of(jar.getManifest().getMainAttributes().getValue("Class-Path").split(" "))
              .toList();
      assertThat(names).anyMatch(name -> name.contains("bcprov"));
      assertThat(names).allSatisfy(name -> assertThat(target.resolve(name)).isRegularFile());
      assertThat(jar.getManifest().getMainAttributes().getValue("Enable-Native-Access"))
          .isEqualTo("ALL-UNNAMED");
    }
  }
}
