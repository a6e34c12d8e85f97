// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.softhsm;

import java.util.Set;
import org.turnlock.contract.RsaWrappingContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class SoftHsmRsaWrappingTest extends RsaWrappingContract {
  private final SoftHsmToken token;

  SoftHsmRsaWrappingTest(SoftHsmToken token) {
    this.token = token;
  }

  @Override
  protected Backend open() {
    return TurnlockBackends.softHsm(token);
  }

  @Override
  protected Set<String> unavailable() {
    return Set.of("OAEP with SHA-256", "OAEP with SHA3-256");
  }

  @Override
  protected Backend withoutRawRsa() {
    return TurnlockBackends.over(
        "limited",
        TurnlockBackends.softHsmProvider(token, "disabledMechanisms = { CKM_RSA_X_509 }"));
  }
}
