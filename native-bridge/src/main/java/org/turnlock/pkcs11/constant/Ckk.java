// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.constant;

/** Key types, CKK_*. */
public final class Ckk {
  public static final long RSA = 0x0L;
  public static final long DSA = 0x1L;
  public static final long DH = 0x2L;
  public static final long EC = 0x3L;
  public static final long X9_42_DH = 0x4L;
  public static final long GENERIC_SECRET = 0x10L;
  public static final long RC2 = 0x11L;
  public static final long RC4 = 0x12L;
  public static final long DES = 0x13L;
  public static final long DES2 = 0x14L;
  public static final long DES3 = 0x15L;
  public static final long AES = 0x1FL;
  public static final long BLOWFISH = 0x20L;
  public static final long MD5_HMAC = 0x27L;
  public static final long SHA_1_HMAC = 0x28L;
  public static final long SHA256_HMAC = 0x2BL;
  public static final long SHA384_HMAC = 0x2CL;
  public static final long SHA512_HMAC = 0x2DL;
  public static final long SHA224_HMAC = 0x2EL;
  public static final long CHACHA20 = 0x33L;
  public static final long SHA3_224_HMAC = 0x36L;
  public static final long SHA3_256_HMAC = 0x37L;
  public static final long SHA3_384_HMAC = 0x38L;
  public static final long SHA3_512_HMAC = 0x39L;
  public static final long EC_EDWARDS = 0x40L;
  public static final long EC_MONTGOMERY = 0x41L;
  public static final long HKDF = 0x42L;
  public static final long SHA512_224_HMAC = 0x43L;
  public static final long SHA512_256_HMAC = 0x44L;
  public static final long ML_KEM = 0x49L;
  public static final long ML_DSA = 0x4AL;
  public static final long VENDOR_DEFINED = 0x80000000L;

  private static final ConstantNames NAMES = new ConstantNames("CKK_", Ckk.class);

  private Ckk() {}

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
