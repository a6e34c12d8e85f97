// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class SoftHsmKilledWritersTest extends KilledWritersContract {
  private final SoftHsmToken hsm;

  SoftHsmKilledWritersTest(SoftHsmToken hsm) {
    this.hsm = hsm;
  }

  @Override
  TokenProcess token() {
    return TokenProcess.of(hsm);
  }
}
