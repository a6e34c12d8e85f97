// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.spec.EdDSAParameterSpec;
import java.security.spec.NamedParameterSpec;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckm;

/** The forms of EdDSA as mechanisms. */
final class EdwardsForm {
  private static final int ED25519_SIGNATURE = 64;
  private static final int ED448_SIGNATURE = 114;
  private static final byte[] NO_CONTEXT = {};

  private EdwardsForm() {}

  /** The plain form is without parameters; to Ed448 an empty context is the same as none. */
  static Mechanism mechanism(NamedParameterSpec curve, EdDSAParameterSpec form) {
    byte[] context = form.getContext().orElse(NO_CONTEXT);
    boolean contextual = context.length > 0 || form.getContext().isPresent() && !isEd448(curve);
    return contextual || form.isPrehash()
        ? Mechanism.eddsa(form.isPrehash(), context)
        : Mechanism.of(Ckm.EDDSA);
  }

  static int signatureBytes(NamedParameterSpec curve) {
    return isEd448(curve) ? ED448_SIGNATURE : ED25519_SIGNATURE;
  }

  static boolean isEd448(NamedParameterSpec curve) {
    return curve.getName().equalsIgnoreCase(NamedParameterSpec.ED448.getName());
  }
}
