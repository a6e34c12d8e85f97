// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.nss;

import java.util.Set;
import org.turnlock.contract.NewKeyContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.TurnlockBackends;

class NssNewKeyTest extends NewKeyContract {
  @Override
  protected Backend open() {
    return TurnlockBackends.nss();
  }

  @Override
  protected Set<String> cannotMake() {
    return Set.of(
        "secp224r1",
        "secp256k1",
        "brainpoolP384r1",
        "Ed25519",
        "Ed448",
        "EdDSA",
        "X25519",
        "X448",
        "XDH",
        "HmacSHA512/256",
        "HmacSHA3-256",
        "ML-DSA",
        "ML-DSA-44",
        "ML-KEM",
        "ML-KEM-1024");
  }
}
