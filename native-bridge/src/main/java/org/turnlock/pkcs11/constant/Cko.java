// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.constant;

/** Object classes, CKO_*. */
public final class Cko {
  public static final long DATA = 0x0L;
  public static final long CERTIFICATE = 0x1L;
  public static final long PUBLIC_KEY = 0x2L;
  public static final long PRIVATE_KEY = 0x3L;
  public static final long SECRET_KEY = 0x4L;
  public static final long HW_FEATURE = 0x5L;
  public static final long DOMAIN_PARAMETERS = 0x6L;
  public static final long MECHANISM = 0x7L;
  public static final long VENDOR_DEFINED = 0x80000000L;

  private static final ConstantNames NAMES = new ConstantNames("CKO_", Cko.class);

  private Cko() {}

  /** The standard name of a value, or its hexadecimal form where the standard has none. */
  public static String nameOf(long value) {
    return NAMES.nameOf(value);
  }

  /**
   * The value of a standard name, with or without its prefix, or of a number, decimal or
   * hexadecimal.
   *
   * @throws IllegalArgumentException if the name is unknown
   */
  public static long valueOf(String name) {
    return NAMES.valueOf(name);
  }
}
