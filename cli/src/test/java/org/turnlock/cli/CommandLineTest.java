// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is true of all commands. */
class CommandLineTest {
  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "encrypt-everything",
        "demo --colour",
        "demo a b",
        "demo --keep",
        "key",
        "services more",
        "demo --softhsm --config x.cfg",
        "demo --keep dir --config x.cfg"
      })
  void wrongUseIsExitCodeTwo(String line) {
    CommandRun run = CommandRun.in(home).run(line.isEmpty() ? new String[0] : line.split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .containsAnyOf("Usage: turnlock", "Did you mean: turnlock", "Possible solutions: --");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "demo --help", "key list --help", "services -h"})
  void everyCommandHasHelp(String line) {
    CommandRun run = CommandRun.in(home).run(line.split(" "));
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Usage: turnlock", "--config", "--stacktrace");
    assertThat(run.lines()).allMatch(text -> text.length() <= 80);
  }

  @Test
  void theVersionNamesTheJavaInUse() {
    assertThat(CommandRun.in(home).run("--version").out())
        .startsWith("turnlock ")
        .contains("Java " + System.getProperty("java.version"));
  }

  @Test
  void aFailureIsOneLine() {
    CommandRun run = CommandRun.in(home).run("--config", "nowhere.cfg", "services");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .containsExactly(
            "turnlock: nowhere.cfg: no such file; directives themselves are given after --");
  }

  @Test
  void aStackTraceIsShownWhenAskedFor() {
    CommandRun run = CommandRun.in(home).run("services", "--config", "nowhere.cfg", "--stacktrace");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("turnlock: nowhere.cfg").contains("\tat org.turnlock.cli.");
  }

  @Test
  void aLibraryThatIsNotThereIsNamed() {
    CommandRun run =
        CommandRun.in(home)
            .with("TURNLOCK_CONFIG", "--library = /nowhere/libpkcs11.so")
            .run("services");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("/nowhere/libpkcs11.so");
  }

  @Test
  void aTokenThatTheConfigurationLetsBeAbsentIsStillNeededHere() {
    CommandRun run =
        CommandRun.in(home)
            .with(
                "TURNLOCK_CONFIG",
                "--library = /nowhere/libpkcs11.so\\nhandleStartupErrors = ignoreAll")
            .run("services");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("handleStartupErrors");
  }

  @Test
  void helpThatNobodyReadsIsAFailure() {
    CommandRun run = CommandRun.in(home).runCutAfter(10, "--help");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines()).containsExactly("turnlock: cannot write to standard output");
  }
}
