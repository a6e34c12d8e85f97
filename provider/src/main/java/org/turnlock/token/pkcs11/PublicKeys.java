// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.turnlock.pkcs11.AttributeValues;
import org.turnlock.pkcs11.constant.Cka;

/** Makes software public keys of the public halves that a token tells. */
final class PublicKeys {
  private PublicKeys() {}

  static PublicKey rsa(AttributeValues values) {
    BigInteger modulus = values.integer(Cka.MODULUS);
    BigInteger exponent = values.integer(Cka.PUBLIC_EXPONENT);
    try {
      return KeyFactory.getInstance("RSA", "SunRsaSign")
          .generatePublic(new RSAPublicKeySpec(modulus, exponent));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the token gave a public key that is none", e);
    }
  }

  /** From CKA_EC_PARAMS and CKA_EC_POINT, a DER OCTET STRING (some modules leave that off). */
  static PublicKey ec(byte[] parameters, byte[] point) {
    try {
      AlgorithmIdentifier algorithm =
          new AlgorithmIdentifier(
              X9ObjectIdentifiers.id_ecPublicKey, ASN1Primitive.fromByteArray(parameters));
      X509EncodedKeySpec encoded =
          new X509EncodedKeySpec(
              new SubjectPublicKeyInfo(algorithm, unwrap(point)).getEncoded("DER"));
      try {
        return KeyFactory.getInstance("EC", "SunEC").generatePublic(encoded);
      } catch (GeneralSecurityException curveUnknownToTheJdk) {
        return KeyFactory.getInstance("EC", new BouncyCastleProvider()).generatePublic(encoded);
      }
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new IllegalStateException("the token gave a public key that is none", e);
    }
  }

  private static byte[] unwrap(byte[] point) {
    try {
      return ASN1OctetString.getInstance(point).getOctets();
    } catch (IllegalArgumentException notWrapped) {
      return point;
    }
  }
}
