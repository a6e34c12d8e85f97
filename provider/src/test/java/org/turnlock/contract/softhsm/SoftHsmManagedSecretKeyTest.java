// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.softhsm;

import org.turnlock.contract.managed.ManagedSecretKeyContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class SoftHsmManagedSecretKeyTest extends ManagedSecretKeyContract {
  private final SoftHsmToken token;

  SoftHsmManagedSecretKeyTest(SoftHsmToken token) {
    this.token = token;
  }

  @Override
  protected Backend open() {
    return TurnlockBackends.softHsm(token);
  }
}
