// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.benchmarks.backend.Backends;
import org.turnlock.benchmarks.backend.Settings;

/** A few turns: both keys are there, and are compared. */
class AliasCostTest {
  @Test
  void bothKeysAreMeasured(@TempDir Path directory) throws Exception {
    System.setProperty(Settings.DIRECTORY, directory.toString());
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      AliasCost.main(new String[] {Backends.TURNLOCK_SOFTWARE, "3"});
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8).lines().skip(1))
        .hasSize(2)
        .allMatch(
            line -> line.matches("turnlock-software .* [0-9.]+ \\([0-9.]+ to [0-9.]+\\) .*[0-9]+"));
  }
}
