// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.constant;

/** Certificate types, CKC_*. */
public final class Ckc {
  public static final long X_509 = 0x0L;

  private Ckc() {}
}
