// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.nss;

import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.turnlock.contract.AesCipherContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.TurnlockBackends;

/** Through the Foreign Function API, AES-GCM by messages. */
@EnabledForJreRange(min = JRE.JAVA_22)
class NssForeignAesCipherTest extends AesCipherContract {
  @Override
  protected Backend open() {
    return TurnlockBackends.nss("binding=foreign");
  }
}
