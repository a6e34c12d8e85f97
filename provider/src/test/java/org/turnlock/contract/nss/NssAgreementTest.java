// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.nss;

import org.turnlock.contract.AgreementContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.TurnlockBackends;

class NssAgreementTest extends AgreementContract {
  @Override
  protected Backend open() {
    return TurnlockBackends.nss();
  }
}
