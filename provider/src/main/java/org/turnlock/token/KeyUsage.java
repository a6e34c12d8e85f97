// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import org.turnlock.pkcs11.constant.Cka;

/** What a key may be used for: the usage attributes of PKCS#11. */
public enum KeyUsage {
  ENCRYPT(Cka.ENCRYPT),
  DECRYPT(Cka.DECRYPT),
  SIGN(Cka.SIGN),
  VERIFY(Cka.VERIFY),
  WRAP(Cka.WRAP),
  UNWRAP(Cka.UNWRAP),
  DERIVE(Cka.DERIVE),
  ENCAPSULATE(Cka.ENCAPSULATE),
  DECAPSULATE(Cka.DECAPSULATE);

  private final long attribute;

  KeyUsage(long attribute) {
    this.attribute = attribute;
  }

  /** Whether it is a use of key pairs for encapsulation only: older tokens do not know it. */
  public boolean isOfKems() {
    return this == ENCAPSULATE || this == DECAPSULATE;
  }

  /** The CKA_* that grants the use. */
  public long attribute() {
    return attribute;
  }
}
