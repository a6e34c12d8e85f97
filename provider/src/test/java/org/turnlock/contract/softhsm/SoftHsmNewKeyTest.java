// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.softhsm;

import java.util.Set;
import org.turnlock.contract.NewKeyContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

@SoftHsm
class SoftHsmNewKeyTest extends NewKeyContract {
  private final SoftHsmToken token;

  SoftHsmNewKeyTest(SoftHsmToken token) {
    this.token = token;
  }

  @Override
  protected Backend open() {
    return TurnlockBackends.softHsm(token);
  }

  @Override
  protected Set<String> cannotMake() {
    return Set.of("HmacSHA512/256", "HmacSHA3-256", "ML-DSA", "ML-DSA-44", "ML-KEM", "ML-KEM-1024");
  }
}
