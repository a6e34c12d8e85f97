// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.nss;

import org.turnlock.contract.AbandonedOperationContract;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TurnlockProvider;

class NssAbandonedOperationTest extends AbandonedOperationContract {
  @Override
  protected TurnlockProvider open(String... directives) {
    return TurnlockBackends.nssProvider(directives);
  }
}
