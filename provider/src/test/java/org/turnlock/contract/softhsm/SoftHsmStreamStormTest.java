// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.softhsm;

import org.turnlock.contract.StreamStormContract;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class SoftHsmStreamStormTest extends StreamStormContract {
  private final SoftHsmToken token;

  SoftHsmStreamStormTest(SoftHsmToken token) {
    this.token = token;
  }

  @Override
  protected TurnlockProvider open(String... directives) {
    return TurnlockBackends.softHsmProvider(token, directives);
  }
}
