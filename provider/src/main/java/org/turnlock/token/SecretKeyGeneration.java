// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;

/** Which mechanism makes secret keys of a type. */
public final class SecretKeyGeneration {
  private SecretKeyGeneration() {}

  /** The CKM_*_KEY_GEN for a CKK_*. */
  public static long mechanismFor(long keyType) {
    if (keyType == Ckk.AES) {
      return Ckm.AES_KEY_GEN;
    }
    return keyType == Ckk.CHACHA20 ? Ckm.CHACHA20_KEY_GEN : Ckm.GENERIC_SECRET_KEY_GEN;
  }
}
