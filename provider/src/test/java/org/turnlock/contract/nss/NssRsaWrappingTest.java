// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.nss;

import java.util.Set;
import org.turnlock.contract.RsaWrappingContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.TurnlockBackends;

class NssRsaWrappingTest extends RsaWrappingContract {
  @Override
  protected Backend open() {
    return TurnlockBackends.nss();
  }

  @Override
  protected Set<String> unavailable() {
    return Set.of("OAEP with SHA3-256");
  }

  @Override
  protected Backend withoutRawRsa() {
    return TurnlockBackends.over(
        "limited", TurnlockBackends.nssProvider("disabledMechanisms = { CKM_RSA_X_509 }"));
  }
}
