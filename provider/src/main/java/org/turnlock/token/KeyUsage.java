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
  DERIVE(Cka.DERIVE);

  private final long attribute;

  KeyUsage(long attribute) {
    this.attribute = attribute;
  }

  /** The CKA_* that grants the use. */
  public long attribute() {
    return attribute;
  }
}
