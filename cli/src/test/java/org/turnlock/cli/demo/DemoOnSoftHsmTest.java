// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.cli.CommandRun;
import org.turnlock.cli.file.OwnerOnly;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class DemoOnSoftHsmTest {
  @TempDir private Path home;

  @Test
  void theDemoRunsOnAConfiguredTokenAndLeavesItAsItWas(SoftHsmToken token) {
    String configuration = token.turnlockConfiguration().toString();
    CommandRun run = CommandRun.in(home).run("demo", "--config", configuration);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("token '" + token.label() + "' (SoftHSM project SoftHSM v2)")
        .contains("openssl says of both signatures: Verified OK");

    CommandRun list = CommandRun.in(home).with("TURNLOCK_CONFIG", configuration).run("key", "list");
    assertThat(list.lines()).hasSize(1);
    assertThat(list.out()).startsWith("No keys in token '" + token.label() + "'");
  }

  @Test
  void eachOperationIsTwoCallsToTheToken(SoftHsmToken token) {
    CommandRun run =
        CommandRun.in(home).run("demo", "--config", token.turnlockConfiguration().toString());
    assertThat(run.lines().stream().filter(line -> line.matches("ok (encrypt|decrypt|sign) .*")))
        .hasSize(4)
        .allMatch(line -> line.endsWith("  2 calls to the token"));
  }

  @Test
  void aWrongPinIsOneLine(SoftHsmToken token) throws IOException {
    Path wrong = home.resolve("pin");
    OwnerOnly.write(wrong, "wrong");
    Path configuration =
        Files.writeString(
            home.resolve("turnlock.cfg"),
            "library = %s\ntokenLabel = \"%s\"\npinSource = file:%s\n"
                .formatted(token.library(), token.label(), wrong));
    CommandRun run = CommandRun.in(home).run("demo", "--config", configuration.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly(
            "turnlock: open: cannot log in to token '" + token.label() + "': the PIN is wrong");
  }

  @Test
  void aTokenThatIsNotThereIsNamed(SoftHsmToken token) throws IOException {
    Path configuration =
        Files.writeString(
            home.resolve("turnlock.cfg"),
            "library = %s\ntokenLabel = nobody\n".formatted(token.library()));
    CommandRun run = CommandRun.in(home).run("services", "--config", configuration.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("nobody");
  }
}
