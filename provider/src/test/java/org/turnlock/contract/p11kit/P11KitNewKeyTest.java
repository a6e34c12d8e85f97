// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.p11kit;

import java.util.Set;
import org.turnlock.contract.NewKeyContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.ServedBackends;

class P11KitNewKeyTest extends NewKeyContract {
  @Override
  protected Backend open() {
    return ServedBackends.p11Kit();
  }

  @Override
  protected Set<String> cannotMake() {
    return Set.of(
        "Ed25519",
        "Ed448",
        "EdDSA",
        "X25519",
        "X448",
        "XDH",
        "ML-DSA-44",
        "ML-DSA",
        "ML-KEM-1024",
        "ML-KEM",
        "HmacSHA512/256",
        "HmacSHA3-256");
  }
}
