// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.Quirk;
import org.turnlock.pkcs11.constant.Ckm;

class UsableMechanismsTest {
  private static final MechanismInfo INFO = new MechanismInfo(1, 2, 3);

  private static Set<Long> of(Set<Quirk> quirks, long... listed) {
    Map<Long, MechanismInfo> map = new HashMap<>();
    for (long mechanism : listed) {
      map.put(mechanism, INFO);
    }
    return UsableMechanisms.of(map, quirks, type -> type != Ckm.AES_ECB).keySet();
  }

  @Test
  void aTokenOfPkcs11Version32IsNotAskedToDecapsulate() {
    assertThat(of(Set.of(), Ckm.ML_KEM, Ckm.ML_KEM_KEY_PAIR_GEN, Ckm.ML_DSA))
        .containsExactlyInAnyOrder(Ckm.ML_KEM_KEY_PAIR_GEN, Ckm.ML_DSA);
  }

  @Test
  void quirksAddAndTakeAway() {
    assertThat(of(Set.of(Quirk.MONTGOMERY_KEYS_AS_EDWARDS), Ckm.EC_EDWARDS_KEY_PAIR_GEN))
        .containsExactlyInAnyOrder(Ckm.EC_EDWARDS_KEY_PAIR_GEN, Ckm.EC_MONTGOMERY_KEY_PAIR_GEN);
    assertThat(of(Set.of(Quirk.MONTGOMERY_KEYS_AS_EDWARDS), Ckm.EC_KEY_PAIR_GEN))
        .containsExactly(Ckm.EC_KEY_PAIR_GEN);
    assertThat(of(Set.of(Quirk.MAKES_NO_SECRET_KEYS), Ckm.AES_KEY_GEN, Ckm.AES_CBC))
        .containsExactly(Ckm.AES_CBC);
  }

  @Test
  void whatTheConfigurationTurnsOffIsNotThere() {
    assertThat(of(Set.of(), Ckm.AES_ECB, Ckm.AES_CBC)).containsExactly(Ckm.AES_CBC);
  }
}
