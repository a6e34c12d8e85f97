// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.InvalidParameterSpecException;
import javax.crypto.interfaces.DHPrivateKey;
import org.turnlock.token.PrivateKeyParts.Dh;
import org.turnlock.token.PrivateKeyParts.Ec;
import org.turnlock.token.PrivateKeyParts.Rfc8410;
import org.turnlock.token.PrivateKeyParts.Rsa;

/** Takes software private keys apart: by their interfaces, else by their PKCS#8 encoding. */
final class PrivateKeyReader {
  private static final int MAX_EXPONENT_BITS = 256;
  private static final int DH_MIN_BITS = 512;

  private PrivateKeyReader() {}

  static PrivateKeyParts read(PrivateKey key) throws InvalidKeyException {
    try {
      PrivateKeyParts parts = parts(key);
      return checked(parts);
    } catch (IllegalStateException | IllegalArgumentException | NullPointerException e) {
      // A destroyed key, or one whose encoding is none.
      throw new InvalidKeyException("the key cannot be read: " + describe(key), e);
    }
  }

  private static PrivateKeyParts parts(PrivateKey key) throws InvalidKeyException {
    if (key instanceof RSAPrivateCrtKey rsa) {
      return new Rsa(
          rsa.getModulus(),
          rsa.getPublicExponent(),
          rsa.getPrivateExponent(),
          rsa.getPrimeP(),
          rsa.getPrimeQ(),
          rsa.getPrimeExponentP(),
          rsa.getPrimeExponentQ(),
          rsa.getCrtCoefficient());
    }
    if (key instanceof RSAPrivateKey rsa) {
      return RsaPrimes.recover(rsa.getModulus(), null, rsa.getPrivateExponent());
    }
    if (key instanceof ECPrivateKey ec) {
      return ec(ec.getParams(), ec.getS());
    }
    if (key instanceof DHPrivateKey dh) {
      return new Dh(dh.getParams().getP(), dh.getParams().getG(), dh.getX());
    }
    byte[] encoded = "PKCS#8".equals(key.getFormat()) ? key.getEncoded() : null;
    if (encoded == null) {
      throw new InvalidKeyException("the key's provider does not give its bytes: " + describe(key));
    }
    // Not to be wiped: it is the key's own array with some providers.
    return Pkcs8.read(encoded);
  }

  static Ec ec(ECParameterSpec curve, BigInteger value) throws InvalidKeyException {
    if (curve == null) {
      throw new InvalidKeyException("the EC key does not tell its curve");
    }
    try {
      return new Ec(CurveCodec.encode(curve), curve.getOrder(), value);
    } catch (InvalidParameterSpecException e) {
      throw new InvalidKeyException("the EC key's curve has no name: " + e.getMessage(), e);
    }
  }

  private static PrivateKeyParts checked(PrivateKeyParts parts) throws InvalidKeyException {
    if (parts instanceof Rsa rsa && !consistent(rsa)) {
      throw new InvalidKeyException("the RSA key's numbers do not belong together");
    }
    if (parts instanceof Ec ec
        && (ec.value().signum() <= 0 || ec.value().compareTo(ec.order()) >= 0)) {
      throw new InvalidKeyException("the EC key's value is not in the range of its curve's order");
    }
    if (parts instanceof Rfc8410 key && key.value().length != key.curve().bytes()) {
      throw new InvalidKeyException(
          "an "
              + key.curve().jcaName()
              + " private key has "
              + key.curve().bytes()
              + " bytes, not "
              + key.value().length);
    }
    if (parts instanceof Dh dh) {
      check(dh);
    }
    return parts;
  }

  private static void check(Dh dh) throws InvalidKeyException {
    BigInteger last = dh.prime().subtract(BigInteger.ONE);
    if (dh.prime().bitLength() < DH_MIN_BITS
        || !dh.prime().testBit(0)
        || dh.base().compareTo(BigInteger.ONE) <= 0
        || dh.base().compareTo(last) >= 0) {
      throw new InvalidKeyException("the Diffie-Hellman key's group is none");
    }
    if (dh.value().signum() <= 0 || dh.value().compareTo(last) >= 0) {
      throw new InvalidKeyException("the Diffie-Hellman key's value is not in range");
    }
  }

  private static boolean consistent(Rsa key) {
    BigInteger p = key.prime1();
    BigInteger q = key.prime2();
    BigInteger e = key.publicExponent();
    BigInteger one = BigInteger.ONE;
    if (p.compareTo(one) <= 0
        || q.compareTo(one) <= 0
        || p.equals(q)
        || e.compareTo(one) <= 0
        || !e.testBit(0)
        || e.bitLength() > MAX_EXPONENT_BITS
        || !p.multiply(q).equals(key.modulus())
        || !p.testBit(0)
        || !q.testBit(0)) {
      return false;
    }
    BigInteger p1 = p.subtract(one);
    BigInteger q1 = q.subtract(one);
    return inverse(e, key.privateExponent(), p1)
        && inverse(e, key.privateExponent(), q1)
        && inverse(e, key.exponent1(), p1)
        && inverse(e, key.exponent2(), q1)
        && inverse(q, key.coefficient(), p);
  }

  private static boolean inverse(BigInteger a, BigInteger b, BigInteger modulus) {
    return b.signum() > 0 && a.multiply(b).mod(modulus).equals(BigInteger.ONE);
  }

  private static String describe(PrivateKey key) {
    return key.getAlgorithm() + " key of class " + key.getClass().getName();
  }
}
