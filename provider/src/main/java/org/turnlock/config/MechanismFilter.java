// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.util.Optional;

/**
 * Which of a token's mechanisms may be used: {@code enabledMechanisms} and {@code
 * disabledMechanisms}. A list of enabled ones decides alone; {@code KeyStore} and {@code
 * SecureRandom} count as mechanisms, as they do in SunPKCS11.
 *
 * @param enabled the only ones allowed, if given
 * @param disabled the ones not allowed
 */
public record MechanismFilter(Optional<MechanismList> enabled, MechanismList disabled) {
  /** Allows everything. */
  public static final MechanismFilter ALL =
      new MechanismFilter(Optional.empty(), MechanismList.NONE);

  /** Whether a mechanism, a CKM_*, may be used. */
  public boolean allows(long mechanism) {
    return enabled
        .map(list -> list.numbers().contains(mechanism))
        .orElse(!disabled.numbers().contains(mechanism));
  }

  /** Whether to offer a KeyStore. */
  public boolean allowsKeyStore() {
    return enabled.map(MechanismList::keyStore).orElse(!disabled.keyStore());
  }

  /** Whether to offer a SecureRandom. */
  public boolean allowsSecureRandom() {
    return enabled.map(MechanismList::secureRandom).orElse(!disabled.secureRandom());
  }
}
