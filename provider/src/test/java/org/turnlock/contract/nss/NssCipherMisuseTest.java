// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.nss;

import org.turnlock.contract.CipherMisuseContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.TurnlockBackends;

class NssCipherMisuseTest extends CipherMisuseContract {
  @Override
  protected Backend open() {
    return TurnlockBackends.nss();
  }
}
