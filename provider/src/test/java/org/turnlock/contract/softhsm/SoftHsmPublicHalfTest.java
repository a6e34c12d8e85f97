// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.softhsm;

import org.turnlock.contract.PublicHalfContract;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.Token;

@SoftHsm
class SoftHsmPublicHalfTest extends PublicHalfContract {
  private final Token token;

  SoftHsmPublicHalfTest(SoftHsmToken softHsm) throws Exception {
    token = TurnlockBackends.softHsmTokenAlone(softHsm);
  }

  @Override
  protected Token token() {
    return token;
  }
}
