// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.constant;

/** Key derivation functions, CKD_*: PKCS#11 3.1, section 6.3.17. */
public final class Ckd {
  public static final long NULL = 0x1L;
  public static final long SHA1_KDF = 0x2L;
  public static final long SHA224_KDF = 0x5L;
  public static final long SHA256_KDF = 0x6L;
  public static final long SHA384_KDF = 0x7L;
  public static final long SHA512_KDF = 0x8L;

  private Ckd() {}
}
