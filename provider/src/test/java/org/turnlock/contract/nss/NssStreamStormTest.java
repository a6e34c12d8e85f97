// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.nss;

import org.turnlock.contract.StreamStormContract;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TurnlockProvider;

class NssStreamStormTest extends StreamStormContract {
  @Override
  protected TurnlockProvider open(String... directives) {
    return TurnlockBackends.nssProvider(directives);
  }
}
