// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.constant;

/** User types, CKU_*. */
public final class Cku {
  public static final long SO = 0x0L;
  public static final long USER = 0x1L;
  public static final long CONTEXT_SPECIFIC = 0x2L;

  private static final ConstantNames NAMES = new ConstantNames("CKU_", Cku.class);

  private Cku() {}

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
