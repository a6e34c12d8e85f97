// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.constant;

/** Parameter sets, CKP_*: values of CKA_PARAMETER_SET (PKCS#11 3.2). */
public final class Ckp {
  public static final long ML_DSA_44 = 0x1L;
  public static final long ML_DSA_65 = 0x2L;
  public static final long ML_DSA_87 = 0x3L;
  public static final long ML_KEM_512 = 0x1L;
  public static final long ML_KEM_768 = 0x2L;
  public static final long ML_KEM_1024 = 0x3L;

  private Ckp() {}
}
