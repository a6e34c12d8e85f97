// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.nss;

import org.turnlock.contract.KeyWrapContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.TurnlockBackends;

class NssKeyWrapTest extends KeyWrapContract {
  @Override
  protected Backend open() {
    return TurnlockBackends.nss();
  }
}
