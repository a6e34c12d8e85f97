// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.nss;

import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.turnlock.contract.ThreadStormContract;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TurnlockProvider;

/** Through the Foreign Function API. */
@EnabledForJreRange(min = JRE.JAVA_22)
class NssForeignThreadStormTest extends ThreadStormContract {
  @Override
  protected TurnlockProvider open() {
    return TurnlockBackends.nssProvider("binding=foreign", "poolSize=8", "poolTimeout=60s");
  }

  @Override
  protected boolean withKeyStore() {
    return false;
  }
}
