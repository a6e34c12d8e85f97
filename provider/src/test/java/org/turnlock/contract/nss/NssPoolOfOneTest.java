// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.nss;

import org.turnlock.contract.PoolOfOneContract;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TurnlockProvider;

class NssPoolOfOneTest extends PoolOfOneContract {
  @Override
  protected TurnlockProvider open(String... directives) {
    return TurnlockBackends.nssProvider(directives);
  }
}
