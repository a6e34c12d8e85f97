// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.p11kit;

import org.turnlock.contract.GeneratedKeyContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.ServedBackends;

class P11KitGeneratedKeyTest extends GeneratedKeyContract {
  @Override
  protected Backend open() {
    return ServedBackends.p11Kit();
  }
}
