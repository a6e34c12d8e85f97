// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.cli.CommandRun;
import org.turnlock.cli.file.OwnerOnly;

/** The PIN, asked on a terminal: by {@code key list} on a software token. */
class PinPromptTest {
  @TempDir private Path home;
  private Path configuration;
  private final List<String> prompts = new ArrayList<>();

  @BeforeEach
  void configure() throws Exception {
    configuration = home.resolve("turnlock.cfg");
    Files.writeString(configuration, "token = software\npath = token.tlk\n");
  }

  private CommandRun list(String... answers) {
    prompts.clear();
    return CommandRun.in(home)
        .answering(
            prompt -> {
              prompts.add(prompt);
              String answer = answers[prompts.size() - 1];
              return answer == null ? null : answer.toCharArray();
            })
        .run("key", "list", "--config", configuration.toString());
  }

  @Test
  void aNewTokensPinIsAskedTwiceAndLaterOnce() {
    CommandRun first = list("a long pin", "a long pin");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .isEqualTo(
            "No keys in token 'token.tlk' (Turnlock software token)" + System.lineSeparator());
    assertThat(prompts)
        .containsExactly(
            "PIN for the new software token " + home.resolve("token.tlk") + ": ",
            "The same again: ");

    assertThat(list("a long pin").code()).isZero();
    assertThat(prompts).containsExactly("PIN of the token: ");
  }

  @Test
  void twoDifferentNewPinsMakeNothing() {
    CommandRun run = list("a long pin", "a long pim");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly("turnlock: the two PINs differ; nothing was made");
    assertThat(home.resolve("token.tlk")).doesNotExist();
  }

  @Test
  void aWrongPinIsSaidToBeWrong() {
    list("a long pin", "a long pin");
    CommandRun run = list("another pin");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly("turnlock: cannot log in to token 'token.tlk': the PIN is wrong");
  }

  @Test
  void anEndOfInputIsNoPin() {
    CommandRun run = list((String) null);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("no PIN was given");
  }

  @Test
  void withoutATerminalTheMessageNamesPinSourceAndWhereItGoes() {
    CommandRun run = CommandRun.in(home).run("key", "list", "--config", configuration.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly(
            "turnlock: the token needs a PIN, and there is no terminal to ask on; write pinSource ="
                + " file:PATH (or env:NAME) into "
                + configuration);
    assertThat(home.resolve("token.tlk")).doesNotExist();
  }

  @Test
  void aConfiguredPinSourceIsUsedWithoutAsking() throws Exception {
    OwnerOnly.write(home.resolve("pin"), "from a file");
    Files.writeString(configuration, "token = software\npath = token.tlk\npinSource = file:pin\n");
    assertThat(list().code()).isZero();
    assertThat(prompts).isEmpty();
  }

  @Test
  void aDemoOnTheUsersTokenAsksOnce() {
    list("a long pin", "a long pin");
    prompts.clear();
    CommandRun run =
        CommandRun.in(home)
            .answering(
                prompt -> {
                  prompts.add(prompt);
                  return "a long pin".toCharArray();
                })
            .run("demo", "--config", configuration.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(prompts).hasSize(1);
  }
}
