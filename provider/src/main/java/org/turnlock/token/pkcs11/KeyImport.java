// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.InvalidParameterSpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.SecretKey;
import org.bouncycastle.util.BigIntegers;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.CurveCodec;

/** A software key taken apart into the attributes that a token makes it from. */
final class KeyImport {
  private final boolean secret;
  private final long keyType;
  private final Template value;

  private KeyImport(boolean secret, long keyType, Template value) {
    this.secret = secret;
    this.keyType = keyType;
    this.value = value;
  }

  /**
   * @param secretKeyType CKK_* for secret keys
   */
  static KeyImport of(Key key, long secretKeyType) throws InvalidKeyException {
    if (key instanceof SecretKey) {
      byte[] bytes = key.getEncoded();
      if (bytes == null || bytes.length == 0) {
        throw new InvalidKeyException("a secret key without encoding cannot be imported");
      }
      Template.Builder value = Template.builder().set(Cka.VALUE, bytes);
      return new KeyImport(true, secretKeyType, value.build());
    }
    if (key instanceof RSAPrivateCrtKey rsa) {
      return new KeyImport(false, Ckk.RSA, rsa(rsa));
    }
    if (key instanceof ECPrivateKey ec) {
      return new KeyImport(false, Ckk.EC, ec(ec));
    }
    if (key instanceof PrivateKey other && "PKCS#8".equals(other.getFormat())) {
      return parsed(other, secretKeyType);
    }
    throw new InvalidKeyException(
        "cannot import "
            + key.getClass().getName()
            + ": expected a SecretKey, an"
            + " RSAPrivateCrtKey, an ECPrivateKey or a private key with PKCS#8 encoding");
  }

  private static KeyImport parsed(PrivateKey key, long secretKeyType) throws InvalidKeyException {
    byte[] encoded = key.getEncoded();
    try {
      KeyFactory factory = KeyFactory.getInstance(key.getAlgorithm());
      PrivateKey plain = factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
      if (plain instanceof RSAPrivateCrtKey || plain instanceof ECPrivateKey) {
        return of(plain, secretKeyType);
      }
      throw new InvalidKeyException("cannot import a " + key.getAlgorithm() + " key of this form");
    } catch (GeneralSecurityException e) {
      throw new InvalidKeyException("cannot import the " + key.getAlgorithm() + " key", e);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private static Template rsa(RSAPrivateCrtKey key) {
    return Template.builder()
        .set(Cka.MODULUS, key.getModulus())
        .set(Cka.PUBLIC_EXPONENT, key.getPublicExponent())
        .set(Cka.PRIVATE_EXPONENT, key.getPrivateExponent())
        .set(Cka.PRIME_1, key.getPrimeP())
        .set(Cka.PRIME_2, key.getPrimeQ())
        .set(Cka.EXPONENT_1, key.getPrimeExponentP())
        .set(Cka.EXPONENT_2, key.getPrimeExponentQ())
        .set(Cka.COEFFICIENT, key.getCrtCoefficient())
        .build();
  }

  private static Template ec(ECPrivateKey key) throws InvalidKeyException {
    BigInteger order = key.getParams().getOrder();
    if (key.getS().signum() <= 0 || key.getS().compareTo(order) >= 0) {
      throw new InvalidKeyException("the private value is not in the range of the curve's order");
    }
    try {
      return Template.builder()
          .set(Cka.EC_PARAMS, CurveCodec.encode(key.getParams()))
          .set(Cka.VALUE, BigIntegers.asUnsignedByteArray((order.bitLength() + 7) / 8, key.getS()))
          .build();
    } catch (InvalidParameterSpecException e) {
      throw new InvalidKeyException("cannot import the EC key: " + e.getMessage(), e);
    }
  }

  boolean secret() {
    return secret;
  }

  long keyType() {
    return keyType;
  }

  /** The key's own attributes; {@link #wipe} them after use. */
  Template value() {
    return value;
  }

  void wipe() {
    for (Object attribute : value.values().values()) {
      if (attribute instanceof byte[] bytes) {
        Arrays.fill(bytes, (byte) 0);
      }
    }
  }
}
