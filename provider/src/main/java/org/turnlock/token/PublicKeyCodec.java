// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import javax.crypto.spec.DHPublicKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Software public keys from their numbers: the JDK's, and Bouncy Castle's where the JDK has no such
 * algorithm or curve.
 */
public final class PublicKeyCodec {
  private static final class BouncyCastle {
    static final Provider PROVIDER = new BouncyCastleProvider();
  }

  private PublicKeyCodec() {}

  /** An RSA key. */
  public static PublicKey rsa(BigInteger modulus, BigInteger exponent)
      throws InvalidKeySpecException {
    RSAPublicKeySpec spec = new RSAPublicKeySpec(modulus, exponent);
    return first("RSA", List.of("SunRsaSign"), factory -> factory.generatePublic(spec));
  }

  /**
   * An EC key.
   *
   * @param curve DER of ECParameters
   * @param point as SEC 1 encodes it
   */
  public static PublicKey ec(byte[] curve, byte[] point) throws InvalidKeySpecException {
    try {
      return encoded(
          "EC",
          List.of("SunEC"),
          X9ObjectIdentifiers.id_ecPublicKey,
          ASN1Primitive.fromByteArray(curve),
          point);
    } catch (java.io.IOException e) {
      throw new InvalidKeySpecException("the curve is not DER of ECParameters", e);
    }
  }

  /** An Edwards or Montgomery key. */
  public static PublicKey rfc8410(Rfc8410Curve curve, byte[] point) throws InvalidKeySpecException {
    return encoded(
        curve.jcaName(), List.of("SunEC"), new ASN1ObjectIdentifier(curve.oid()), null, point);
  }

  /** A Diffie-Hellman key. */
  public static PublicKey dh(BigInteger prime, BigInteger base, BigInteger value)
      throws InvalidKeySpecException {
    DHPublicKeySpec spec = new DHPublicKeySpec(value, prime, base);
    return first("DH", List.of("SunJCE"), factory -> factory.generatePublic(spec));
  }

  /** An ML-DSA or ML-KEM key; the JDK has them from 24 on. */
  public static PublicKey postQuantum(ParameterSet set, byte[] value)
      throws InvalidKeySpecException {
    return encoded(
        set.jcaName(), List.of("SUN", "SunJCE"), new ASN1ObjectIdentifier(set.oid()), null, value);
  }

  private static PublicKey encoded(
      String algorithm,
      List<String> providers,
      ASN1ObjectIdentifier oid,
      ASN1Encodable parameters,
      byte[] value)
      throws InvalidKeySpecException {
    AlgorithmIdentifier identifier =
        parameters == null
            ? new AlgorithmIdentifier(oid)
            : new AlgorithmIdentifier(oid, parameters);
    try {
      X509EncodedKeySpec spec =
          new X509EncodedKeySpec(new SubjectPublicKeyInfo(identifier, value).getEncoded("DER"));
      return first(algorithm, providers, factory -> factory.generatePublic(spec));
    } catch (java.io.IOException e) {
      throw new InvalidKeySpecException("the public key cannot be encoded", e);
    }
  }

  private interface Making {
    PublicKey with(KeyFactory factory) throws InvalidKeySpecException;
  }

  private static PublicKey first(String algorithm, List<String> providers, Making making)
      throws InvalidKeySpecException {
    for (String provider : providers) {
      try {
        return making.with(KeyFactory.getInstance(algorithm, provider));
      } catch (GeneralSecurityException notInThisJdk) {
        // The next one, and in the end Bouncy Castle.
      }
    }
    try {
      return making.with(KeyFactory.getInstance(algorithm, BouncyCastle.PROVIDER));
    } catch (InvalidKeySpecException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new InvalidKeySpecException("no KeyFactory for " + algorithm, e);
    }
  }
}
