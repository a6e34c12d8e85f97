// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.softhsm;

import org.turnlock.contract.ThreadStormContract;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class SoftHsmThreadStormTest extends ThreadStormContract {
  private final SoftHsmToken token;

  SoftHsmThreadStormTest(SoftHsmToken token) {
    this.token = token;
  }

  @Override
  protected TurnlockProvider open() {
    return TurnlockBackends.softHsmProvider(token, "poolSize=8", "poolTimeout=60s");
  }
}
