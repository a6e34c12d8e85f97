// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.nss;

import org.turnlock.contract.ThreadStormContract;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TurnlockProvider;

class NssThreadStormTest extends ThreadStormContract {
  @Override
  protected TurnlockProvider open() {
    return TurnlockBackends.nssProvider("poolSize=8", "poolTimeout=60s");
  }

  @Override
  protected boolean withKeyStore() {
    return false;
  }
}
