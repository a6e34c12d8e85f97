// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.softhsm;

import org.turnlock.contract.managed.ManagedLifeContract;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** With a session for all threads of the one, and several for those of the other. */
@SoftHsm
class SoftHsmManagedLifeTest extends ManagedLifeContract {
  private final SoftHsmToken token;

  SoftHsmManagedLifeTest(SoftHsmToken token) {
    this.token = token;
  }

  @Override
  protected TurnlockProvider open() {
    return TurnlockBackends.softHsmProvider(token, "poolSize=1", "poolTimeout=20s");
  }

  @Override
  protected TurnlockProvider openAnother(TurnlockProvider first) {
    return TurnlockBackends.softHsmProvider(token, "providerName=Turnlock2");
  }
}
