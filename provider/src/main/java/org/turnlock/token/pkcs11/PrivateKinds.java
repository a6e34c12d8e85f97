// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;

/**
 * The types of private key that are looked for in a token: those it has a use for. Older modules
 * answer a search for a type that they do not know with an error.
 */
final class PrivateKinds {
  private record Kind(long keyType, Set<Long> uses) {}

  private static final List<Kind> YOUNGER =
      List.of(
          new Kind(Ckk.EC_EDWARDS, Set.of(Ckm.EDDSA, Ckm.EC_EDWARDS_KEY_PAIR_GEN)),
          new Kind(Ckk.EC_MONTGOMERY, Set.of(Ckm.EC_MONTGOMERY_KEY_PAIR_GEN)),
          new Kind(Ckk.DH, Set.of(Ckm.DH_PKCS_DERIVE)),
          new Kind(Ckk.ML_DSA, Set.of(Ckm.ML_DSA)),
          new Kind(Ckk.ML_KEM, Set.of(Ckm.ML_KEM)));

  private PrivateKinds() {}

  /**
   * CKK_* of the types.
   *
   * @param mechanisms CKM_* of all that the token has
   */
  static List<Long> of(Set<Long> mechanisms) {
    List<Long> kinds = new ArrayList<>(List.of(Ckk.RSA, Ckk.EC));
    for (Kind kind : YOUNGER) {
      if (kind.uses().stream().anyMatch(mechanisms::contains)) {
        kinds.add(kind.keyType());
      }
    }
    return kinds;
  }
}
