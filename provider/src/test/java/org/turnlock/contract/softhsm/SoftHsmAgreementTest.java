// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.softhsm;

import org.turnlock.contract.AgreementContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class SoftHsmAgreementTest extends AgreementContract {
  private final SoftHsmToken token;

  SoftHsmAgreementTest(SoftHsmToken token) {
    this.token = token;
  }

  @Override
  protected Backend open() {
    return TurnlockBackends.softHsm(token);
  }
}
