// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.util.Map;
import java.util.Set;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismParameters;
import org.turnlock.pkcs11.Quirk;
import org.turnlock.pkcs11.constant.Ckg;
import org.turnlock.pkcs11.constant.Ckm;

/** Which parameters of a mechanism a module does right, as its quirks tell. */
final class ParameterLimits {
  /** See {@link Quirk#LONG_GCM_IVS_CUT}. */
  private static final int LONGEST_WHOLE_GCM_IV = 128;

  /** The mask functions (CKG_*) that go with hashes (CKM_*) of one name. */
  private static final Map<Long, Long> MASKS =
      Map.of(
          Ckm.SHA_1, Ckg.MGF1_SHA1,
          Ckm.SHA224, Ckg.MGF1_SHA224,
          Ckm.SHA256, Ckg.MGF1_SHA256,
          Ckm.SHA384, Ckg.MGF1_SHA384,
          Ckm.SHA512, Ckg.MGF1_SHA512);

  /** The lengths in bytes of hashes (CKM_*). */
  private static final Map<Long, Integer> LENGTHS =
      Map.of(Ckm.SHA_1, 20, Ckm.SHA224, 28, Ckm.SHA256, 32, Ckm.SHA384, 48, Ckm.SHA512, 64);

  private ParameterLimits() {}

  static boolean allow(Set<Quirk> quirks, Mechanism mechanism) {
    if (mechanism.parameters() instanceof MechanismParameters.Gcm gcm) {
      return gcm.iv().length <= LONGEST_WHOLE_GCM_IV || !quirks.contains(Quirk.LONG_GCM_IVS_CUT);
    }
    if (mechanism.parameters() instanceof MechanismParameters.Oaep oaep) {
      return allowOaep(quirks, oaep);
    }
    return !(mechanism.parameters() instanceof MechanismParameters.Pss pss)
        || allowPss(quirks, pss);
  }

  private static boolean allowOaep(Set<Quirk> quirks, MechanismParameters.Oaep oaep) {
    boolean plain =
        oaep.label().length == 0 && Long.valueOf(oaep.mgf()).equals(MASKS.get(oaep.hash()));
    if (quirks.contains(Quirk.OAEP_OF_SHA1_ONLY)) {
      return plain && oaep.hash() == Ckm.SHA_1;
    }
    return plain || !quirks.contains(Quirk.OAEP_OF_ONE_HASH);
  }

  private static boolean allowPss(Set<Quirk> quirks, MechanismParameters.Pss pss) {
    return !quirks.contains(Quirk.PSS_SALT_OF_HASH_LENGTH)
        || Integer.valueOf(pss.saltLength()).equals(LENGTHS.get(pss.hash()));
  }
}
