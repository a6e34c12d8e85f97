// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.cli.Workplace;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class KeyLifeOnSoftHsmTest extends KeyLifeContract {
  @TempDir private Path directory;
  private Workplace workplace;

  @BeforeEach
  void use(SoftHsmToken token) {
    workplace = new Workplace(directory, token.turnlockConfiguration().toString());
  }

  @Override
  Workplace at() {
    return workplace;
  }
}
