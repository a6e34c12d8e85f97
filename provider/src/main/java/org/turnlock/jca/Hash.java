// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.util.HexFormat;
import java.util.Locale;
import org.turnlock.pkcs11.constant.Ckg;
import org.turnlock.pkcs11.constant.Ckm;

/** The hashes of signatures, OAEP and HMAC, in the terms of JCA, PKCS#11 and PKCS#1. */
public enum Hash {
  SHA1(
      "SHA-1",
      20,
      64,
      "300906052b0e03021a0500",
      new InToken(
          Ckm.SHA_1,
          Ckg.MGF1_SHA1,
          Ckm.SHA_1_HMAC,
          Ckm.SHA1_RSA_PKCS,
          Ckm.SHA1_RSA_PKCS_PSS,
          Ckm.ECDSA_SHA1)),
  SHA224(
      "SHA-224",
      28,
      64,
      "300d06096086480165030402040500",
      new InToken(
          Ckm.SHA224,
          Ckg.MGF1_SHA224,
          Ckm.SHA224_HMAC,
          Ckm.SHA224_RSA_PKCS,
          Ckm.SHA224_RSA_PKCS_PSS,
          Ckm.ECDSA_SHA224)),
  SHA256(
      "SHA-256",
      32,
      64,
      "300d06096086480165030402010500",
      new InToken(
          Ckm.SHA256,
          Ckg.MGF1_SHA256,
          Ckm.SHA256_HMAC,
          Ckm.SHA256_RSA_PKCS,
          Ckm.SHA256_RSA_PKCS_PSS,
          Ckm.ECDSA_SHA256)),
  SHA384(
      "SHA-384",
      48,
      128,
      "300d06096086480165030402020500",
      new InToken(
          Ckm.SHA384,
          Ckg.MGF1_SHA384,
          Ckm.SHA384_HMAC,
          Ckm.SHA384_RSA_PKCS,
          Ckm.SHA384_RSA_PKCS_PSS,
          Ckm.ECDSA_SHA384)),
  SHA512(
      "SHA-512",
      64,
      128,
      "300d06096086480165030402030500",
      new InToken(
          Ckm.SHA512,
          Ckg.MGF1_SHA512,
          Ckm.SHA512_HMAC,
          Ckm.SHA512_RSA_PKCS,
          Ckm.SHA512_RSA_PKCS_PSS,
          Ckm.ECDSA_SHA512)),
  SHA512_224(
      "SHA-512/224",
      28,
      128,
      "300d06096086480165030402050500",
      new InToken(
          Ckm.SHA512_224,
          InToken.NONE,
          Ckm.SHA512_224_HMAC,
          InToken.NONE,
          InToken.NONE,
          InToken.NONE)),
  SHA512_256(
      "SHA-512/256",
      32,
      128,
      "300d06096086480165030402060500",
      new InToken(
          Ckm.SHA512_256,
          InToken.NONE,
          Ckm.SHA512_256_HMAC,
          InToken.NONE,
          InToken.NONE,
          InToken.NONE)),
  SHA3_224(
      "SHA3-224",
      28,
      144,
      "300d06096086480165030402070500",
      new InToken(
          Ckm.SHA3_224,
          Ckg.MGF1_SHA3_224,
          Ckm.SHA3_224_HMAC,
          Ckm.SHA3_224_RSA_PKCS,
          Ckm.SHA3_224_RSA_PKCS_PSS,
          Ckm.ECDSA_SHA3_224)),
  SHA3_256(
      "SHA3-256",
      32,
      136,
      "300d06096086480165030402080500",
      new InToken(
          Ckm.SHA3_256,
          Ckg.MGF1_SHA3_256,
          Ckm.SHA3_256_HMAC,
          Ckm.SHA3_256_RSA_PKCS,
          Ckm.SHA3_256_RSA_PKCS_PSS,
          Ckm.ECDSA_SHA3_256)),
  SHA3_384(
      "SHA3-384",
      48,
      104,
      "300d06096086480165030402090500",
      new InToken(
          Ckm.SHA3_384,
          Ckg.MGF1_SHA3_384,
          Ckm.SHA3_384_HMAC,
          Ckm.SHA3_384_RSA_PKCS,
          Ckm.SHA3_384_RSA_PKCS_PSS,
          Ckm.ECDSA_SHA3_384)),
  SHA3_512(
      "SHA3-512",
      64,
      72,
      "300d060960864801650304020a0500",
      new InToken(
          Ckm.SHA3_512,
          Ckg.MGF1_SHA3_512,
          Ckm.SHA3_512_HMAC,
          Ckm.SHA3_512_RSA_PKCS,
          Ckm.SHA3_512_RSA_PKCS_PSS,
          Ckm.ECDSA_SHA3_512));

  /** What PKCS#11 has for a hash: CKM_* and CKG_*, or {@link #NONE}. */
  private record InToken(long digest, long mgf, long hmac, long rsaPkcs1, long rsaPss, long ecdsa) {
    static final long NONE = Hash.NO_MECHANISM;
  }

  /** Stands for a mechanism that PKCS#11 does not have; no token lists it. */
  public static final long NO_MECHANISM = -1L;

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;

  private final String digestName;
  private final int length;
  private final int blockLength;
  private final byte[] digestInfoPrefix;
  private final InToken inToken;

  /**
   * @param algorithm DER of the digest's AlgorithmIdentifier (RFC 8017, appendix B.1; NIST's
   *     identifiers for the younger ones), in hexadecimal
   */
  Hash(String digestName, int length, int blockLength, String algorithm, InToken inToken) {
    this.digestName = digestName;
    this.length = length;
    this.blockLength = blockLength;
    this.digestInfoPrefix = prefix(HexFormat.of().parseHex(algorithm), length);
    this.inToken = inToken;
  }

  /** The hash of this JCA name, in any of its spellings; null if it is none of these. */
  public static Hash named(String name) {
    String plain = name.toUpperCase(Locale.ROOT);
    for (Hash hash : values()) {
      if (plain.equals(hash.digestName) || plain.equals(hash.toString())) {
        return hash;
      }
    }
    return plain.equals("SHA") ? SHA1 : null;
  }

  /** The JCA name of the message digest, for example {@code SHA-512/256}. */
  public String digestName() {
    return digestName;
  }

  /** Bytes in a digest. */
  public int length() {
    return length;
  }

  /** Bytes that the hash takes at a time: the length to which HMAC pads its key. */
  public int blockLength() {
    return blockLength;
  }

  /** CKM_* of the hash itself. */
  public long mechanism() {
    return inToken.digest();
  }

  /** CKG_* of MGF1 with this hash; {@link #NO_MECHANISM} where there is none. */
  public long mgf() {
    return inToken.mgf();
  }

  /** CKM_* of HMAC with this hash. */
  public long hmac() {
    return inToken.hmac();
  }

  /** CKM_* of the signature that hashes in the token: RSASSA-PKCS1-v1_5. */
  public long rsaPkcs1() {
    return inToken.rsaPkcs1();
  }

  /** CKM_* of the signature that hashes in the token: RSASSA-PSS. */
  public long rsaPss() {
    return inToken.rsaPss();
  }

  /** CKM_* of the signature that hashes in the token: ECDSA. */
  public long ecdsa() {
    return inToken.ecdsa();
  }

  /** How much longer a DigestInfo (RFC 8017, section 9.2) is than its digest. */
  public int digestInfoOverhead() {
    return digestInfoPrefix.length;
  }

  /** The DER of the DigestInfo around {@code digest}. */
  public byte[] digestInfo(byte[] digest) {
    byte[] info = new byte[digestInfoPrefix.length + digest.length];
    System.arraycopy(digestInfoPrefix, 0, info, 0, digestInfoPrefix.length);
    System.arraycopy(digest, 0, info, digestInfoPrefix.length, digest.length);
    return info;
  }

  private static byte[] prefix(byte[] algorithm, int length) {
    byte[] prefix = new byte[2 + algorithm.length + 2];
    prefix[0] = SEQUENCE;
    prefix[1] = (byte) (algorithm.length + 2 + length);
    System.arraycopy(algorithm, 0, prefix, 2, algorithm.length);
    prefix[prefix.length - 2] = OCTET_STRING;
    prefix[prefix.length - 1] = (byte) length;
    return prefix;
  }

  /**
   * As the names of signatures and HMACs have it: {@code SHA256}, {@code SHA512/256}, {@code
   * SHA3-256}.
   */
  @Override
  public String toString() {
    return digestName.startsWith("SHA-") ? "SHA" + digestName.substring(4) : digestName;
  }
}
