// SPDX-License-Identifier: Apache-2.0
package org.turnlock.certificate;

import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class SoftHsmCertificateTest extends CertificateContract {
  private final SoftHsmToken token;

  SoftHsmCertificateTest(SoftHsmToken token) {
    this.token = token;
  }

  @Override
  TurnlockProvider open() {
    return TurnlockBackends.softHsmProvider(token);
  }
}
