// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.cli.console.ExitCode;
import picocli.CommandLine;

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

  @Test
  void theValueOfAnUnknownOptionIsNotCalledAnotherOne() {
    CommandRun run = CommandRun.in(home).run("encrypt", "--key", "k", "f", "--contxt", "a=b");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("turnlock: unknown option '--contxt'\n")
        .contains("--context")
        .doesNotContain("a=b")
        .endsWith("see: turnlock encrypt --help\n");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "docter, no command 'docter'",
        "key lsit, no command 'lsit'",
        "key list a.cfg b.cfg, unexpected argument 'a.cfg'",
        "bench --seconds abc, Invalid value for option '--seconds': 'abc' is not a number"
      })
  void whatIsWrongIsSaidInTheWordsOfACommandLine(String line, String message) {
    CommandRun run = CommandRun.in(home).run(line.split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("turnlock: " + message + "\n");
  }

  @Test
  void wrongUseIsSaidInAFewLinesNotByTheWholeHelp() {
    CommandRun run = CommandRun.in(home).run("key", "floor");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines().toList())
        .hasSizeBetween(3, 6)
        .first()
        .isEqualTo("turnlock: Missing required parameter: 'ALIAS'");
    assertThat(run.err())
        .contains("\nUsage: turnlock key floor ")
        .endsWith("\nsee: turnlock key floor --help\n");
  }

  @Test
  void whoNamesNoCommandIsShownThem() {
    CommandRun run = CommandRun.in(home).run("audit");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Commands:", "  verify ", "  tail ");
  }

  /** Each with its words: {@code key list}. */
  private static Map<String, CommandLine> commands() {
    Map<String, CommandLine> found = new TreeMap<>();
    collect(new CommandLine(new TurnlockCommand(null)), "", found);
    return found;
  }

  private static void collect(CommandLine above, String words, Map<String, CommandLine> found) {
    above
        .getSubcommands()
        .forEach(
            (name, command) -> {
              found.put(words + name, command);
              collect(command, words + name + " ", found);
            });
  }

  static List<String> everyCommand() {
    return List.copyOf(commands().keySet());
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void everyCommandHasHelp(String line) {
    CommandRun run = CommandRun.in(home).run((line + " --help").split(" "));
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Usage: turnlock " + line, "--config", "--stacktrace");
    assertThat(run.lines()).allMatch(text -> text.length() <= 80);
    if (line.startsWith("key ")
        || commands().get(line).getCommandSpec().findOption("--json") != null) {
      assertThat(run.out()).containsPattern("Examples?[:,]").contains("  turnlock " + line);
    }
  }

  @Test
  void theDocumentedCommandsAndOptionsAreThoseThatThereAre() throws Exception {
    String page = Files.readString(Launch.SOURCE_TREE.resolve("docs/cli.md"));
    Set<String> documented = new TreeSet<>();
    Matcher row = Pattern.compile("(?m)^\\| `turnlock ([^`]*)` \\|(.*)$").matcher(page);
    while (row.find()) {
      documented.add(row.group(1).replaceAll(" (\\[|[A-Z-]).*", "") + " " + options(row.group()));
    }
    Set<String> real = new TreeSet<>();
    commands()
        .forEach(
            (words, command) -> {
              if (command.getSubcommands().isEmpty()) {
                real.add(
                    words
                        + " "
                        + options(command.getCommandSpec().optionsMap().keySet().toString()));
              }
            });
    assertThat(documented).isEqualTo(real);
    for (ExitCode code : ExitCode.values()) {
      assertThat(page).contains("| " + code.code() + " | " + code.meaning());
      assertThat(
              String.join(
                  " ",
                  new CommandLine(new TurnlockCommand(null))
                      .getCommandSpec()
                      .usageMessage()
                      .footer()))
          .contains(code.code() + " " + code.meaning());
    }
  }

  /** The long options that a text speaks of, but for those of every command. */
  private static Set<String> options(String text) {
    Set<String> found = new TreeSet<>();
    Matcher option = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*").matcher(text);
    while (option.find()) {
      found.add(option.group());
    }
    found.removeAll(Set.of("--config", "--stacktrace", "--help", "--version", "--json"));
    return found;
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

  /** Two contexts of which Java reads the same would be one. */
  @Test
  void anArgumentThatTheLocaleCannotReadIsRefused() {
    CommandRun run =
        CommandRun.in(home).run("decrypt", "-k", "k", "f", "--context", "name=M\uFFFD\uFFFDller");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("turnlock: 'name=M").contains("LC_ALL=C.UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"decrypt -k k /", "key floor k@0", "key create k --type=", "key floor k@"})
  void nonsenseIsSaidInWords(String line) {
    CommandRun run = CommandRun.in(home).run(line.split(" "));
    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.err().lines().findFirst().orElse(""))
        .containsAnyOf("Missing --out FILE", "names no version", "a type is AES-256");
  }

  @Test
  void anErrorOfTheMachineIsOneLineToo() {
    CommandRun run =
        CommandRun.in(home)
            .with(
                "TURNLOCK_CONFIG",
                "--token = software\\npinSource = callback:" + Exhausted.class.getName())
            .run("key", "list");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("turnlock: ").contains("used up");
  }

  /** Asks in vain. */
  public static final class Exhausted implements CallbackHandler {
    @Override
    public void handle(Callback[] callbacks) {
      throw new OutOfMemoryError("used up");
    }
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
