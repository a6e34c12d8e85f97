// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.util.HexFormat;
import java.util.Locale;
import org.turnlock.pkcs11.constant.Ckg;
import org.turnlock.pkcs11.constant.Ckm;

/** The hashes that signatures are made with, in the terms of JCA, PKCS#11 and PKCS#1. */
public enum Hash {
  SHA1(
      "SHA-1",
      20,
      "3021300906052b0e03021a05000414",
      Ckm.SHA_1,
      Ckg.MGF1_SHA1,
      Ckm.SHA1_RSA_PKCS,
      Ckm.SHA1_RSA_PKCS_PSS,
      Ckm.ECDSA_SHA1),
  SHA224(
      "SHA-224",
      28,
      "302d300d06096086480165030402040500041c",
      Ckm.SHA224,
      Ckg.MGF1_SHA224,
      Ckm.SHA224_RSA_PKCS,
      Ckm.SHA224_RSA_PKCS_PSS,
      Ckm.ECDSA_SHA224),
  SHA256(
      "SHA-256",
      32,
      "3031300d060960864801650304020105000420",
      Ckm.SHA256,
      Ckg.MGF1_SHA256,
      Ckm.SHA256_RSA_PKCS,
      Ckm.SHA256_RSA_PKCS_PSS,
      Ckm.ECDSA_SHA256),
  SHA384(
      "SHA-384",
      48,
      "3041300d060960864801650304020205000430",
      Ckm.SHA384,
      Ckg.MGF1_SHA384,
      Ckm.SHA384_RSA_PKCS,
      Ckm.SHA384_RSA_PKCS_PSS,
      Ckm.ECDSA_SHA384),
  SHA512(
      "SHA-512",
      64,
      "3051300d060960864801650304020305000440",
      Ckm.SHA512,
      Ckg.MGF1_SHA512,
      Ckm.SHA512_RSA_PKCS,
      Ckm.SHA512_RSA_PKCS_PSS,
      Ckm.ECDSA_SHA512);

  private final String digestName;
  private final int length;
  private final byte[] digestInfoPrefix;
  private final long mechanism;
  private final long mgf;
  private final long rsaPkcs1;
  private final long rsaPss;
  private final long ecdsa;

  Hash(
      String digestName,
      int length,
      String digestInfoPrefix,
      long mechanism,
      long mgf,
      long rsaPkcs1,
      long rsaPss,
      long ecdsa) {
    this.digestName = digestName;
    this.length = length;
    this.digestInfoPrefix = HexFormat.of().parseHex(digestInfoPrefix);
    this.mechanism = mechanism;
    this.mgf = mgf;
    this.rsaPkcs1 = rsaPkcs1;
    this.rsaPss = rsaPss;
    this.ecdsa = ecdsa;
  }

  /** The hash of this JCA name, in any of its spellings; null if it is none of these. */
  static Hash named(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "SHA", "SHA1", "SHA-1" -> SHA1;
      case "SHA224", "SHA-224" -> SHA224;
      case "SHA256", "SHA-256" -> SHA256;
      case "SHA384", "SHA-384" -> SHA384;
      case "SHA512", "SHA-512" -> SHA512;
      default -> null;
    };
  }

  /** The JCA name of the message digest. */
  public String digestName() {
    return digestName;
  }

  /** Bytes in a digest. */
  public int length() {
    return length;
  }

  /** CKM_* of the signature that hashes in the token: RSASSA-PKCS1-v1_5. */
  public long rsaPkcs1() {
    return rsaPkcs1;
  }

  /** CKM_* of the signature that hashes in the token: RSASSA-PSS. */
  public long rsaPss() {
    return rsaPss;
  }

  /** CKM_* of the signature that hashes in the token: ECDSA. */
  public long ecdsa() {
    return ecdsa;
  }

  /** CKM_* of the hash itself. */
  long mechanism() {
    return mechanism;
  }

  /** CKG_* of MGF1 with this hash. */
  long mgf() {
    return mgf;
  }

  /** How much longer a DigestInfo (RFC 8017, section 9.2) is than its digest. */
  int digestInfoOverhead() {
    return digestInfoPrefix.length;
  }

  /** The DER of the DigestInfo around {@code digest}. */
  byte[] digestInfo(byte[] digest) {
    byte[] info = new byte[digestInfoPrefix.length + digest.length];
    System.arraycopy(digestInfoPrefix, 0, info, 0, digestInfoPrefix.length);
    System.arraycopy(digest, 0, info, digestInfoPrefix.length, digest.length);
    return info;
  }
}
