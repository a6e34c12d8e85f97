// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.tls;

import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class SoftHsmRotatingTlsTest extends RotatingTlsContract {
  private final SoftHsmToken token;

  SoftHsmRotatingTlsTest(SoftHsmToken token) {
    this.token = token;
  }

  @Override
  TurnlockProvider open() {
    return TurnlockBackends.softHsmProvider(token);
  }
}
