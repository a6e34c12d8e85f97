// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.softhsm;

import org.turnlock.contract.MessageGarbageContract;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class SoftHsmMessageGarbageTest extends MessageGarbageContract {
  private final SoftHsmToken token;

  SoftHsmMessageGarbageTest(SoftHsmToken token) {
    this.token = token;
  }

  @Override
  protected TurnlockProvider open() {
    return TurnlockBackends.softHsmProvider(token);
  }
}
