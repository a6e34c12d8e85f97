// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.nss;

import org.turnlock.contract.LargeMessageContract;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TurnlockProvider;

class NssLargeMessageTest extends LargeMessageContract {
  @Override
  protected TurnlockProvider open(String... directives) {
    return TurnlockBackends.nssProvider(directives);
  }
}
