// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.constant;

/** Mechanism types, CKM_*: PKCS#11 3.1, section 6. */
public final class Ckm {
  public static final long RSA_PKCS_KEY_PAIR_GEN = 0x0L;
  public static final long RSA_PKCS = 0x1L;
  public static final long RSA_9796 = 0x2L;
  public static final long RSA_X_509 = 0x3L;
  public static final long MD2_RSA_PKCS = 0x4L;
  public static final long MD5_RSA_PKCS = 0x5L;
  public static final long SHA1_RSA_PKCS = 0x6L;
  public static final long RSA_PKCS_OAEP = 0x9L;
  public static final long RSA_X9_31_KEY_PAIR_GEN = 0xAL;
  public static final long RSA_PKCS_PSS = 0xDL;
  public static final long SHA1_RSA_PKCS_PSS = 0xEL;
  public static final long DSA_KEY_PAIR_GEN = 0x10L;
  public static final long DSA = 0x11L;
  public static final long DSA_SHA1 = 0x12L;
  public static final long DSA_SHA224 = 0x13L;
  public static final long DSA_SHA256 = 0x14L;
  public static final long DSA_SHA384 = 0x15L;
  public static final long DSA_SHA512 = 0x16L;
  public static final long DH_PKCS_KEY_PAIR_GEN = 0x20L;
  public static final long DH_PKCS_DERIVE = 0x21L;
  public static final long SHA256_RSA_PKCS = 0x40L;
  public static final long SHA384_RSA_PKCS = 0x41L;
  public static final long SHA512_RSA_PKCS = 0x42L;
  public static final long SHA256_RSA_PKCS_PSS = 0x43L;
  public static final long SHA384_RSA_PKCS_PSS = 0x44L;
  public static final long SHA512_RSA_PKCS_PSS = 0x45L;
  public static final long SHA224_RSA_PKCS = 0x46L;
  public static final long SHA224_RSA_PKCS_PSS = 0x47L;
  public static final long SHA512_224 = 0x48L;
  public static final long SHA512_224_HMAC = 0x49L;
  public static final long SHA512_256 = 0x4CL;
  public static final long SHA512_256_HMAC = 0x4DL;
  public static final long SHA3_256_RSA_PKCS = 0x60L;
  public static final long SHA3_384_RSA_PKCS = 0x61L;
  public static final long SHA3_512_RSA_PKCS = 0x62L;
  public static final long SHA3_256_RSA_PKCS_PSS = 0x63L;
  public static final long SHA3_384_RSA_PKCS_PSS = 0x64L;
  public static final long SHA3_512_RSA_PKCS_PSS = 0x65L;
  public static final long SHA3_224_RSA_PKCS = 0x66L;
  public static final long SHA3_224_RSA_PKCS_PSS = 0x67L;
  public static final long RC4 = 0x111L;
  public static final long DES_KEY_GEN = 0x120L;
  public static final long DES_ECB = 0x121L;
  public static final long DES_CBC = 0x122L;
  public static final long DES_MAC = 0x123L;
  public static final long DES_MAC_GENERAL = 0x124L;
  public static final long DES_CBC_PAD = 0x125L;
  public static final long DES2_KEY_GEN = 0x130L;
  public static final long DES3_KEY_GEN = 0x131L;
  public static final long DES3_ECB = 0x132L;
  public static final long DES3_CBC = 0x133L;
  public static final long DES3_MAC = 0x134L;
  public static final long DES3_MAC_GENERAL = 0x135L;
  public static final long DES3_CBC_PAD = 0x136L;
  public static final long DES3_CMAC = 0x138L;
  public static final long MD2 = 0x200L;
  public static final long MD5 = 0x210L;
  public static final long MD5_HMAC = 0x211L;
  public static final long MD5_HMAC_GENERAL = 0x212L;
  public static final long SHA_1 = 0x220L;
  public static final long SHA_1_HMAC = 0x221L;
  public static final long SHA_1_HMAC_GENERAL = 0x222L;
  public static final long SHA256 = 0x250L;
  public static final long SHA256_HMAC = 0x251L;
  public static final long SHA256_HMAC_GENERAL = 0x252L;
  public static final long SHA224 = 0x255L;
  public static final long SHA224_HMAC = 0x256L;
  public static final long SHA224_HMAC_GENERAL = 0x257L;
  public static final long SHA384 = 0x260L;
  public static final long SHA384_HMAC = 0x261L;
  public static final long SHA384_HMAC_GENERAL = 0x262L;
  public static final long SHA512 = 0x270L;
  public static final long SHA512_HMAC = 0x271L;
  public static final long SHA512_HMAC_GENERAL = 0x272L;
  public static final long SHA3_256 = 0x2B0L;
  public static final long SHA3_256_HMAC = 0x2B1L;
  public static final long SHA3_224 = 0x2B5L;
  public static final long SHA3_224_HMAC = 0x2B6L;
  public static final long SHA3_384 = 0x2C0L;
  public static final long SHA3_384_HMAC = 0x2C1L;
  public static final long SHA3_512 = 0x2D0L;
  public static final long SHA3_512_HMAC = 0x2D1L;
  public static final long GENERIC_SECRET_KEY_GEN = 0x350L;
  public static final long CONCATENATE_BASE_AND_KEY = 0x360L;
  public static final long CONCATENATE_BASE_AND_DATA = 0x362L;
  public static final long CONCATENATE_DATA_AND_BASE = 0x363L;
  public static final long XOR_BASE_AND_DATA = 0x364L;
  public static final long EC_KEY_PAIR_GEN = 0x1040L;
  public static final long ECDSA = 0x1041L;
  public static final long ECDSA_SHA1 = 0x1042L;
  public static final long ECDSA_SHA224 = 0x1043L;
  public static final long ECDSA_SHA256 = 0x1044L;
  public static final long ECDSA_SHA384 = 0x1045L;
  public static final long ECDSA_SHA512 = 0x1046L;
  public static final long ECDSA_SHA3_224 = 0x1047L;
  public static final long ECDSA_SHA3_256 = 0x1048L;
  public static final long ECDSA_SHA3_384 = 0x1049L;
  public static final long ECDSA_SHA3_512 = 0x104AL;
  public static final long ECDH1_DERIVE = 0x1050L;
  public static final long ECDH1_COFACTOR_DERIVE = 0x1051L;
  public static final long RSA_AES_KEY_WRAP = 0x1054L;
  public static final long EC_EDWARDS_KEY_PAIR_GEN = 0x1055L;
  public static final long EC_MONTGOMERY_KEY_PAIR_GEN = 0x1056L;
  public static final long EDDSA = 0x1057L;
  public static final long AES_KEY_GEN = 0x1080L;
  public static final long AES_ECB = 0x1081L;
  public static final long AES_CBC = 0x1082L;
  public static final long AES_MAC = 0x1083L;
  public static final long AES_MAC_GENERAL = 0x1084L;
  public static final long AES_CBC_PAD = 0x1085L;
  public static final long AES_CTR = 0x1086L;
  public static final long AES_GCM = 0x1087L;
  public static final long AES_CCM = 0x1088L;
  public static final long AES_CTS = 0x1089L;
  public static final long AES_CMAC = 0x108AL;
  public static final long AES_CMAC_GENERAL = 0x108BL;
  public static final long AES_XTS = 0x1071L;
  public static final long AES_GMAC = 0x108EL;
  public static final long DES3_ECB_ENCRYPT_DATA = 0x1102L;
  public static final long DES3_CBC_ENCRYPT_DATA = 0x1103L;
  public static final long AES_ECB_ENCRYPT_DATA = 0x1104L;
  public static final long AES_CBC_ENCRYPT_DATA = 0x1105L;
  public static final long CHACHA20_KEY_GEN = 0x1225L;
  public static final long CHACHA20 = 0x1226L;
  public static final long AES_KEY_WRAP = 0x2109L;
  public static final long AES_KEY_WRAP_PAD = 0x210AL;
  public static final long AES_KEY_WRAP_KWP = 0x210BL;
  public static final long CHACHA20_POLY1305 = 0x4021L;
  public static final long HKDF_DERIVE = 0x402AL;
  public static final long ML_KEM_KEY_PAIR_GEN = 0xFL;
  public static final long ML_KEM = 0x17L;
  public static final long ML_DSA_KEY_PAIR_GEN = 0x1CL;
  public static final long ML_DSA = 0x1DL;
  public static final long VENDOR_DEFINED = 0x80000000L;

  private static final ConstantNames NAMES = new ConstantNames("CKM_", Ckm.class);

  private Ckm() {}

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
