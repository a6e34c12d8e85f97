// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.nss;

import org.turnlock.contract.MessageGarbageContract;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TurnlockProvider;

class NssMessageGarbageTest extends MessageGarbageContract {
  @Override
  protected TurnlockProvider open() {
    return TurnlockBackends.nssProvider();
  }
}
