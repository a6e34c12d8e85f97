// SPDX-License-Identifier: Apache-2.0
package org.turnlock.softhsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where modules and tools are looked for. */
class LibrariesTest {
  @Test
  void theEnvironmentWins(@TempDir Path directory) {
    Libraries libraries =
        new Libraries(
            Map.of(
                "SOFTHSM2_LIBRARY", directory.toString(),
                "NSS_LIBRARY_DIRECTORY", directory.toString()));
    assertThat(libraries.softHsm()).isEqualTo(directory);
    assertThat(libraries.nssDirectory()).isEqualTo(directory);
  }

  @Test
  void aWrongVariableIsNamed(@TempDir Path directory) {
    Libraries libraries =
        new Libraries(Map.of("SOFTHSM2_LIBRARY", directory.resolve("absent.so").toString()));
    assertThatThrownBy(libraries::softHsm)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("SOFTHSM2_LIBRARY")
        .hasMessageContaining("absent.so");
  }

  @Test
  void whatIsAbsentIsReportedWithTheScriptThatInstallsIt() {
    Libraries libraries = new Libraries(Map.of("PATH", ""));
    assertThatThrownBy(() -> libraries.tool("no-such-program"))
        .hasMessageContaining("no-such-program")
        .hasMessageContaining("softhsm-config/install.sh");
  }

  @Test
  void whatIsInstalledIsFoundWithoutHelp() {
    Libraries libraries = new Libraries(Map.of());
    assertThat(libraries.softHsm()).exists();
    assertThat(libraries.nssDirectory()).isDirectory();
    assertThat(libraries.tool("softhsm2-util")).isExecutable();
  }
}
