// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.nss;

import org.turnlock.contract.EveryServiceContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.TurnlockBackends;

class NssEveryServiceTest extends EveryServiceContract {
  @Override
  protected Backend open() {
    return TurnlockBackends.nss();
  }
}
