// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SoftwareKilledWritersTest extends KilledWritersContract {
  @TempDir Path directory;

  @Override
  TokenProcess token() {
    return TokenProcess.ofFile(directory.resolve("token"));
  }
}
