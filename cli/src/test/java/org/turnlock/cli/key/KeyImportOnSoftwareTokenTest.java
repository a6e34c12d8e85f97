// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.cli.Workplace;

class KeyImportOnSoftwareTokenTest extends KeyImportContract {
  @BeforeAll
  static void make(@TempDir Path directory) throws Exception {
    begin(Workplace.software(directory));
  }

  @Override
  String legacyKey() {
    return "payments";
  }
}
