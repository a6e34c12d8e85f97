// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.softhsm;

import org.turnlock.contract.RsaOaepContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class SoftHsmRsaOaepTest extends RsaOaepContract {
  private final SoftHsmToken token;

  SoftHsmRsaOaepTest(SoftHsmToken token) {
    this.token = token;
  }

  @Override
  protected Backend open() {
    return TurnlockBackends.softHsm(token);
  }
}
