// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.p11kit;

import org.turnlock.contract.SignatureContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.ServedBackends;

class P11KitSignatureTest extends SignatureContract {
  @Override
  protected Backend open() {
    return ServedBackends.p11Kit();
  }
}
