// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.Quirk;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyOutcome;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/**
 * What a module means by the AES key wrap mechanisms. To those above, CKM_AES_KEY_WRAP is RFC 3394
 * and CKM_AES_KEY_WRAP_KWP is RFC 5649, exactly; modules differ.
 */
final class WrapMechanisms {
  private static final int UNIT_BITS = 64;

  private final boolean padIsKwp;
  private final boolean zerosBehind;
  private final boolean anyLength;

  WrapMechanisms(Map<Long, MechanismInfo> offered, Set<Quirk> quirks) {
    this.padIsKwp =
        quirks.contains(Quirk.WRAP_PAD_IS_KWP)
            && offered.containsKey(Ckm.AES_KEY_WRAP_PAD)
            && !offered.containsKey(Ckm.AES_KEY_WRAP_KWP);
    this.anyLength = quirks.contains(Quirk.UNWRAPS_AES_OF_ANY_LENGTH);
    this.zerosBehind = quirks.contains(Quirk.WRAPS_WITH_ZEROS_BEHIND);
  }

  /** The mechanisms by the names that they have above. */
  Map<Long, MechanismInfo> named(Map<Long, MechanismInfo> offered) {
    if (!padIsKwp) {
      return offered;
    }
    Map<Long, MechanismInfo> named = new LinkedHashMap<>(offered);
    named.put(Ckm.AES_KEY_WRAP_KWP, named.remove(Ckm.AES_KEY_WRAP_PAD));
    return named;
  }

  /** The module's mechanism. */
  Mechanism ofModule(Mechanism mechanism) {
    return padIsKwp && mechanism.type() == Ckm.AES_KEY_WRAP_KWP
        ? new Mechanism(Ckm.AES_KEY_WRAP_PAD, mechanism.parameters())
        : mechanism;
  }

  /**
   * Fails where the module would wrap something else than the key. RFC 3394 has no padding, and
   * some modules add zeros to what does not fit. Behind a private key's PKCS#8 they do no harm
   * under RFC 5649: a reader takes the length from the DER.
   */
  void requireExact(Mechanism mechanism, KeyAttributes key) {
    boolean kw = mechanism.type() == Ckm.AES_KEY_WRAP;
    boolean kwp = mechanism.type() == Ckm.AES_KEY_WRAP_KWP;
    boolean secret = key.keyClass() == KeyClass.SECRET;
    boolean fits = secret && key.bits() != 0 && key.bits() % UNIT_BITS == 0;
    if (fits || !kw && !kwp) {
      return;
    }
    if (kw && (secret || zerosBehind) || kwp && secret && zerosBehind) {
      throw new TokenException(
          Reason.UNSUPPORTED,
          "this token wraps only secret keys of 8, 16, 24, ... bytes by "
              + mechanism
              + (kw ? "; CKM_AES_KEY_WRAP_KWP may do" : ""));
    }
  }

  /**
   * Whether an unwrapped AES key must show that it is one: the module takes any length, and only
   * RFC 3394 lets it be told from outside.
   */
  boolean mustProve(Mechanism mechanism, KeyOutcome outcome) {
    return anyLength
        && mechanism.type() != Ckm.AES_KEY_WRAP
        && outcome.keyType() == Ckk.AES
        && outcome.description().usages().contains(KeyUsage.ENCRYPT);
  }

  /** The length in bits of what is unwrapped, where it shows from outside; else 0. */
  static int bitsInside(Mechanism mechanism, byte[] wrapped, boolean wholeUnits) {
    boolean told =
        mechanism.type() == Ckm.AES_KEY_WRAP
            || mechanism.type() == Ckm.AES_KEY_WRAP_KWP && wholeUnits;
    return told ? (wrapped.length - UNIT_BITS / Byte.SIZE) * Byte.SIZE : 0;
  }
}
