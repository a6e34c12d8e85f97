// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.softhsm;

import org.turnlock.contract.KeyWrapContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class SoftHsmKeyWrapTest extends KeyWrapContract {
  private final SoftHsmToken token;

  SoftHsmKeyWrapTest(SoftHsmToken token) {
    this.token = token;
  }

  @Override
  protected Backend open() {
    return TurnlockBackends.softHsm(token);
  }

  @Override
  protected boolean wrapsAnyLength() {
    return false;
  }
}
