// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.nss;

import org.turnlock.contract.SignatureMisuseContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.TurnlockBackends;

class NssSignatureMisuseTest extends SignatureMisuseContract {
  @Override
  protected Backend open() {
    return TurnlockBackends.nss();
  }
}
