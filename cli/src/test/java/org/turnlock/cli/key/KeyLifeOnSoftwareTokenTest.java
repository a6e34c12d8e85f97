// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.cli.Workplace;
import org.turnlock.cli.token.OpenedToken;
import org.turnlock.config.TurnlockConfiguration;

class KeyLifeOnSoftwareTokenTest extends KeyLifeContract {
  @TempDir private static Path directory;
  private static Workplace workplace;

  @BeforeAll
  static void make() throws Exception {
    workplace = Workplace.software(directory);
  }

  @Test
  void aCommandRotatesOnlyWhenItIsTold() {
    TurnlockConfiguration rotating =
        TurnlockConfiguration.parse(
            "--token = software\\npath = " + at().path("token.tlk") + "\\nrotation = on");
    assertThat(rotating.managedKeys().rotation()).isTrue();
    try (OpenedToken token = OpenedToken.open(rotating, callbacks -> {})) {
      assertThat(token.provider().isConfigured()).isTrue();
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .doesNotContain("Turnlock-rotation");
    }
  }

  @Override
  Workplace at() {
    return workplace;
  }
}
