// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.benchmarks.backend.Settings;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** One round on a small token: all three start, and each finds the keys. */
@SoftHsm
class StartUpCostTest {
  @Test
  void everyCompetitorStartsAndFindsItsKeys(SoftHsmToken token, @TempDir Path directory)
      throws Exception {
    System.setProperty(Settings.DIRECTORY, directory.toString());
    System.setProperty(Settings.SUNPKCS11_CONFIG, token.sunPkcs11Configuration().toString());
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      StartUpCost.main(new String[] {"1", "10"});
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("turnlock ", "turnlock-cds ", "sunpkcs11 ");
  }
}
