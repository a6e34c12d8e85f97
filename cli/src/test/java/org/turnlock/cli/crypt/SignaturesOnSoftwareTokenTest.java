// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.cli.Workplace;

class SignaturesOnSoftwareTokenTest extends SignaturesContract {
  @BeforeAll
  static void make(@TempDir Path directory) throws Exception {
    begin(Workplace.software(directory));
  }
}
