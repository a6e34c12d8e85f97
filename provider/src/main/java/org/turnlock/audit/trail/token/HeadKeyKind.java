// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail.token;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SignatureException;
import java.security.spec.InvalidParameterSpecException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.CurveCodec;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.Token;
import org.turnlock.token.TokenKey;

/** The kinds of key pairs that sign heads: EC on P-256, and RSA where a token has no ECDSA. */
enum HeadKeyKind {
  EC(Ckm.ECDSA, Ckm.EC_KEY_PAIR_GEN),
  RSA(Ckm.RSA_PKCS, Ckm.RSA_PKCS_KEY_PAIR_GEN);

  static final int LONGEST_SIGNATURE = 1024;

  private static final int RSA_BITS = 3072;

  /** DigestInfo of SHA-256, up to the digest (RFC 8017, 9.2). */
  private static final byte[] DIGEST_INFO =
      HexFormat.of().parseHex("3031300d060960864801650304020105000420");

  private final long signing;
  private final long generating;

  HeadKeyKind(long signing, long generating) {
    this.signing = signing;
    this.generating = generating;
  }

  /** The kind that a token can make; empty if it can make none. */
  static Optional<HeadKeyKind> of(Token token) {
    return Arrays.stream(values())
        .filter(it -> token.mechanisms().keySet().containsAll(Set.of(it.signing, it.generating)))
        .findFirst();
  }

  /** The kind of a key that there is; empty if it signs no heads. */
  static Optional<HeadKeyKind> of(TokenKey key) {
    if (key.attributes().keyClass() != KeyClass.PRIVATE) {
      return Optional.empty();
    }
    long type = key.attributes().keyType();
    return type == Ckk.EC ? Optional.of(EC) : type == Ckk.RSA ? Optional.of(RSA) : Optional.empty();
  }

  /** The keys of a label, in the order of their CKA_ID. */
  static List<TokenKey> labelled(Token token, String label) {
    return token.objects().find(new ObjectQuery.Labelled(label)).keys().stream()
        .sorted(Comparator.comparing(key -> key.attributes().id()))
        .toList();
  }

  /** Makes a key pair that stays, signs, and does nothing else. */
  void make(Token token, String label) throws InvalidParameterSpecException {
    NewKey description = NewKey.resident(label, Set.of(KeyUsage.SIGN, KeyUsage.VERIFY));
    if (this == EC) {
      token.objects().generateEcKeyPair(CurveCodec.encode("secp256r1"), description);
    } else {
      token.objects().generateRsaKeyPair(RSA_BITS, BigInteger.valueOf(65537), description);
    }
  }

  /** What the token signs of a digest. */
  byte[] toSign(byte[] digest) {
    if (this == EC) {
      return digest;
    }
    byte[] info = Arrays.copyOf(DIGEST_INFO, DIGEST_INFO.length + digest.length);
    System.arraycopy(digest, 0, info, DIGEST_INFO.length, digest.length);
    return info;
  }

  /** What the token gave, as everybody else knows signatures: those of ECDSA in DER. */
  byte[] encoded(byte[] signature, int length) throws SignatureException {
    if (this == RSA) {
      return Arrays.copyOf(signature, length);
    }
    ASN1Integer r = new ASN1Integer(new BigInteger(1, signature, 0, length / 2));
    ASN1Integer s = new ASN1Integer(new BigInteger(1, signature, length / 2, length / 2));
    try {
      return new DERSequence(new ASN1Integer[] {r, s}).getEncoded();
    } catch (IOException e) {
      throw new SignatureException("two numbers cannot be encoded", e);
    }
  }
}
