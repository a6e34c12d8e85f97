// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.constant;

/** Mask generation functions, CKG_MGF1_*. */
public final class Ckg {
  public static final long MGF1_SHA1 = 0x1L;
  public static final long MGF1_SHA256 = 0x2L;
  public static final long MGF1_SHA384 = 0x3L;
  public static final long MGF1_SHA512 = 0x4L;
  public static final long MGF1_SHA224 = 0x5L;
  public static final long MGF1_SHA3_224 = 0x6L;
  public static final long MGF1_SHA3_256 = 0x7L;
  public static final long MGF1_SHA3_384 = 0x8L;
  public static final long MGF1_SHA3_512 = 0x9L;

  private static final ConstantNames NAMES = new ConstantNames("CKG_", Ckg.class);

  private Ckg() {}

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
