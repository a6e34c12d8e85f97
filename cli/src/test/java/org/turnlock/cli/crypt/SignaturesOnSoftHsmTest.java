// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.cli.Workplace;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class SignaturesOnSoftHsmTest extends SignaturesContract {
  @BeforeAll
  static void make(SoftHsmToken token, @TempDir Path directory) throws Exception {
    begin(new Workplace(directory, token.turnlockConfiguration().toString()));
  }
}
