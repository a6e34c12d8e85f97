// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.Token;

@SoftHsm
class SoftHsmStateTableTest extends StateTableContract {
  private final Token token;

  SoftHsmStateTableTest(SoftHsmToken softHsm) throws Exception {
    token = TurnlockBackends.softHsmTokenAlone(softHsm);
  }

  @Override
  protected Token token() {
    return token;
  }
}
