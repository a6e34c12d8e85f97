// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.util.Map;
import java.util.Set;
import org.turnlock.pkcs11.MechanismParameters;
import org.turnlock.pkcs11.Quirk;
import org.turnlock.pkcs11.constant.Ckg;
import org.turnlock.pkcs11.constant.Ckm;

/** Which parameters of CKM_RSA_PKCS_OAEP a module takes, as its quirks tell. */
final class OaepLimits {
  /** The mask functions (CKG_*) that go with hashes (CKM_*) of one name. */
  private static final Map<Long, Long> MASKS =
      Map.of(
          Ckm.SHA_1, Ckg.MGF1_SHA1,
          Ckm.SHA224, Ckg.MGF1_SHA224,
          Ckm.SHA256, Ckg.MGF1_SHA256,
          Ckm.SHA384, Ckg.MGF1_SHA384,
          Ckm.SHA512, Ckg.MGF1_SHA512);

  private OaepLimits() {}

  static boolean allow(Set<Quirk> quirks, MechanismParameters.Oaep oaep) {
    boolean plain =
        oaep.label().length == 0 && Long.valueOf(oaep.mgf()).equals(MASKS.get(oaep.hash()));
    if (quirks.contains(Quirk.OAEP_OF_SHA1_ONLY)) {
      return plain && oaep.hash() == Ckm.SHA_1;
    }
    return plain || !quirks.contains(Quirk.OAEP_OF_ONE_HASH);
  }
}
