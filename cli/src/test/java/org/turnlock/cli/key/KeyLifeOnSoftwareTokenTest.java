// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.cli.Workplace;

class KeyLifeOnSoftwareTokenTest extends KeyLifeContract {
  @TempDir private static Path directory;
  private static Workplace workplace;

  @BeforeAll
  static void make() throws Exception {
    workplace = Workplace.software(directory);
  }

  @Override
  Workplace at() {
    return workplace;
  }
}
