// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.softhsm;

import org.turnlock.contract.LargeMessageContract;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class SoftHsmLargeMessageTest extends LargeMessageContract {
  private final SoftHsmToken token;

  SoftHsmLargeMessageTest(SoftHsmToken token) {
    this.token = token;
  }

  @Override
  protected TurnlockProvider open(String... directives) {
    return TurnlockBackends.softHsmProvider(token, directives);
  }
}
