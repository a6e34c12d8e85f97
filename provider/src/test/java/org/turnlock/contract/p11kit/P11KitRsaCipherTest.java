// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.p11kit;

import org.turnlock.contract.RsaCipherContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.ServedBackends;

class P11KitRsaCipherTest extends RsaCipherContract {
  @Override
  protected Backend open() {
    return ServedBackends.p11Kit();
  }
}
