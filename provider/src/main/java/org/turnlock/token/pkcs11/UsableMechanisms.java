// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.Quirk;
import org.turnlock.pkcs11.constant.Ckm;

/** What can be used of the mechanisms that a token lists, and of some that it does not list. */
final class UsableMechanisms {
  private static final Set<Long> SECRET_KEY_GENERATORS =
      Set.of(Ckm.AES_KEY_GEN, Ckm.GENERIC_SECRET_KEY_GEN);

  private UsableMechanisms() {}

  /**
   * @param listed CKM_* to what the token says of it
   * @param enabled which of them the configuration leaves
   */
  static Map<Long, MechanismInfo> of(
      Map<Long, MechanismInfo> listed, Set<Quirk> quirks, LongPredicate enabled) {
    Map<Long, MechanismInfo> usable = new LinkedHashMap<>(listed);
    // C_DecapsulateKey is not bound yet.
    usable.remove(Ckm.ML_KEM);
    MechanismInfo edwards = usable.get(Ckm.EC_EDWARDS_KEY_PAIR_GEN);
    if (edwards != null && quirks.contains(Quirk.MONTGOMERY_KEYS_AS_EDWARDS)) {
      usable.putIfAbsent(Ckm.EC_MONTGOMERY_KEY_PAIR_GEN, edwards);
    }
    if (quirks.contains(Quirk.MAKES_NO_SECRET_KEYS)) {
      usable.keySet().removeAll(SECRET_KEY_GENERATORS);
    }
    usable.keySet().removeIf(type -> !enabled.test(type));
    return usable;
  }
}
