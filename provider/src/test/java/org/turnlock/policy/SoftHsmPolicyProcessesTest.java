// SPDX-License-Identifier: Apache-2.0
package org.turnlock.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** A policy that one process changes while another uses the key, and would change it too. */
@SoftHsm
class SoftHsmPolicyProcessesTest {
  private static final String ALIAS = "shared";

  private final SoftHsmToken token;

  @TempDir private Path directory;

  SoftHsmPolicyProcessesTest(SoftHsmToken token) {
    this.token = token;
  }

  @Test
  @Timeout(60)
  void whatIsTakenAwayIsGoneForTheOtherProcessAndItsLastChangeCameBefore() throws Exception {
    String admin = "os:" + ProcessHandle.current().info().user().orElseThrow();
    try (TurnlockProvider provider =
        TurnlockProvider.open(
            TurnlockConfiguration.parse(token.turnlockConfiguration().toString()))) {
      ManagedKeys keys = provider.managedKeys();
      keys.create(
          ManagedKeySpec.builder(ALIAS)
              .algorithm("AES")
              .policy(PolicyProcess.policy(admin, 0))
              .build());
      Process other = start(admin);
      try (BufferedReader lines = other.inputReader()) {
        assertThat(lines.readLine()).isEqualTo("ENCRYPTED CHANGED");
        assertThat(lines.readLine()).isEqualTo("ENCRYPTED CHANGED");

        KeyPolicy mine = KeyPolicy.of(PolicyRule.allow(admin, PolicyOperation.values()));
        keys.setPolicy(ALIAS, mine);

        String line = lines.readLine();
        while (!line.equals("REFUSED REFUSED")) {
          // What it does within the refresh interval, it does to nobody's policy any more.
          assertThat(line).matches("ENCRYPTED (CHANGED|REFUSED)|REFUSED REFUSED");
          line = lines.readLine();
        }
        for (int i = 0; i < 3; i++) {
          assertThat(lines.readLine()).isEqualTo("REFUSED REFUSED");
        }
        assertThat(keys.policy(ALIAS)).isEqualTo(mine);
        other.getOutputStream().write('\n');
        other.getOutputStream().flush();
        while (lines.readLine() != null) {
          // It ends by itself.
        }
        assertThat(other.waitFor()).isZero();
      } finally {
        other.destroyForcibly().waitFor();
      }
    }
  }

  private Process start(String admin) throws IOException {
    Path configuration = directory.resolve("carol.cfg");
    Files.writeString(
        configuration,
        Files.readString(token.turnlockConfiguration())
            + "\napplication = carol\nmanagedKeyRefresh = 300ms\n");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      line.add("--enable-native-access=ALL-UNNAMED");
    }
    line.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    line.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            PolicyProcess.class.getName(),
            configuration.toString(),
            ALIAS,
            admin));
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(token.environment());
    return builder.start();
  }
}
