// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import javax.crypto.SecretKey;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.jcajce.provider.asymmetric.util.EC5Util;
import org.bouncycastle.jcajce.provider.asymmetric.util.ECUtil;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.TokenException;

/** Software keys taken apart, and refused where their numbers do not fit together. */
final class KeyImport {
  private static final int MAX_EXPONENT_BITS = 256;

  private KeyImport() {}

  /** The value of a secret key of type {@code keyType}. */
  static KeyParts secret(SecretKey key, long keyType) throws InvalidKeyException {
    byte[] value = "RAW".equals(key.getFormat()) ? key.getEncoded() : null;
    if (value == null) {
      throw new InvalidKeyException("the key does not show its bytes, so it cannot be imported");
    }
    try {
      SecretLengths.require(keyType, value.length);
    } catch (TokenException e) {
      Arrays.fill(value, (byte) 0);
      throw new InvalidKeyException(e.getMessage(), e);
    }
    return KeyParts.secret(value);
  }

  /** The numbers of an RSA key. */
  static KeyParts rsa(RSAPrivateCrtKey key) throws InvalidKeyException {
    int bits = key.getModulus().bitLength();
    if (bits < SoftwareMechanisms.RSA_MIN_BITS || bits > SoftwareMechanisms.RSA_MAX_BITS) {
      throw new InvalidKeyException("RSA keys of 1024 to 16384 bits can be imported, not " + bits);
    }
    if (!consistent(key)) {
      throw new InvalidKeyException("the RSA key's numbers do not belong together");
    }
    return KeyParts.rsa(
        key.getModulus(),
        key.getPublicExponent(),
        key.getPrivateExponent(),
        key.getPrimeP(),
        key.getPrimeQ(),
        key.getPrimeExponentP(),
        key.getPrimeExponentQ(),
        key.getCrtCoefficient());
  }

  /** The number and the curve of an EC key. */
  static KeyParts ec(ECPrivateKey key) throws InvalidKeyException {
    if (key.getParams() == null) {
      throw new InvalidKeyException("the EC key does not tell its curve");
    }
    ASN1ObjectIdentifier curve = ECUtil.getNamedCurveOid(EC5Util.convertSpec(key.getParams()));
    if (curve == null) {
      throw new InvalidKeyException("the EC key's curve has no name");
    }
    try {
      BigInteger order = Curves.byName(curve).getN();
      if (key.getS().signum() <= 0 || key.getS().compareTo(order) >= 0) {
        throw new InvalidKeyException("the EC key is not less than its curve's order");
      }
      return KeyParts.ec(curve.getEncoded(), key.getS());
    } catch (TokenException | java.io.IOException e) {
      throw new InvalidKeyException(e.getMessage(), e);
    }
  }

  /** The key type under which {@code key} is stored. */
  static long keyTypeOf(Key key, long secretType) throws InvalidKeyException {
    if (key instanceof SecretKey) {
      return secretType;
    } else if (key instanceof RSAPrivateCrtKey) {
      return Ckk.RSA;
    } else if (key instanceof ECPrivateKey) {
      return Ckk.EC;
    }
    throw new InvalidKeyException(
        "expected a SecretKey, an RSAPrivateCrtKey or an ECPrivateKey, not "
            + (key == null ? "null" : key.getClass().getName()));
  }

  private static boolean consistent(RSAPrivateCrtKey key) {
    BigInteger p = key.getPrimeP();
    BigInteger q = key.getPrimeQ();
    BigInteger e = key.getPublicExponent();
    BigInteger one = BigInteger.ONE;
    if (p.compareTo(one) <= 0
        || q.compareTo(one) <= 0
        || p.equals(q)
        || e.compareTo(one) <= 0
        || !e.testBit(0)
        || e.bitLength() > MAX_EXPONENT_BITS
        || !p.multiply(q).equals(key.getModulus())
        || !p.testBit(0)
        || !q.testBit(0)) {
      return false;
    }
    BigInteger p1 = p.subtract(one);
    BigInteger q1 = q.subtract(one);
    return inverse(e, key.getPrivateExponent(), p1)
        && inverse(e, key.getPrivateExponent(), q1)
        && inverse(e, key.getPrimeExponentP(), p1)
        && inverse(e, key.getPrimeExponentQ(), q1)
        && inverse(q, key.getCrtCoefficient(), p);
  }

  private static boolean inverse(BigInteger a, BigInteger b, BigInteger modulus) {
    return b.signum() > 0 && a.multiply(b).mod(modulus).equals(BigInteger.ONE);
  }
}
