// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.nio.charset.StandardCharsets;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismParameters;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.PublicPart;
import org.turnlock.token.TokenKey;

/** EDDSA as PKCS#11 wants it (3.1, table 101): plain Ed448 has parameters, plain Ed25519 none. */
final class EdwardsForm {
  private static final byte[] NO_CONTEXT = {};

  /** The last byte of Ed448's identifier, 1.3.101.113. */
  private static final byte ED448 = 113;

  private EdwardsForm() {}

  /** The mechanism for this key; any other than plain EDDSA as it is. */
  static Mechanism of(Mechanism mechanism, TokenKey key) {
    boolean plain =
        mechanism.type() == Ckm.EDDSA && mechanism.parameters() instanceof MechanismParameters.None;
    return plain && isEd448(key) ? Mechanism.eddsa(false, NO_CONTEXT) : mechanism;
  }

  private static boolean isEd448(TokenKey key) {
    if (!(key.attributes().publicPart() instanceof PublicPart.Edwards part)) {
      return false;
    }
    byte[] parameters = part.parameters();
    return parameters.length > 0
        && (parameters[parameters.length - 1] == ED448
            || new String(parameters, StandardCharsets.US_ASCII).endsWith("448"));
  }
}
