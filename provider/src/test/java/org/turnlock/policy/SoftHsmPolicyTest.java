// SPDX-License-Identifier: Apache-2.0
package org.turnlock.policy;

import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.Token;

@SoftHsm
class SoftHsmPolicyTest extends PolicyContract {
  private final SoftHsmToken softHsm;

  SoftHsmPolicyTest(SoftHsmToken softHsm) {
    this.softHsm = softHsm;
  }

  @Override
  Token open() throws Exception {
    return TurnlockBackends.softHsmTokenAlone(softHsm);
  }
}
