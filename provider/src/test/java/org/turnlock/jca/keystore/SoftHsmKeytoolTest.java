// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.nio.file.Files;
import java.util.Map;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class SoftHsmKeytoolTest extends KeytoolTest {
  private final SoftHsmToken hsm;

  SoftHsmKeytoolTest(SoftHsmToken hsm) {
    this.hsm = hsm;
  }

  @Override
  String configuration() throws Exception {
    return Files.readString(hsm.turnlockConfiguration());
  }

  @Override
  String pin() {
    return new String(hsm.pinChars());
  }

  @Override
  Map<String, String> environment() {
    return hsm.environment();
  }
}
