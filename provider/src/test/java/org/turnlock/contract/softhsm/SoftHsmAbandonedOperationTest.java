// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.softhsm;

import org.turnlock.contract.AbandonedOperationContract;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class SoftHsmAbandonedOperationTest extends AbandonedOperationContract {
  private final SoftHsmToken token;

  SoftHsmAbandonedOperationTest(SoftHsmToken token) {
    this.token = token;
  }

  @Override
  protected TurnlockProvider open(String... directives) {
    return TurnlockBackends.softHsmProvider(token, directives);
  }
}
