// SPDX-License-Identifier: Apache-2.0
package org.turnlock.certificate;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** How a key signs its certificate: with a hash that is as strong as the key. */
enum SigningAlgorithm {
  RSA_SHA256("SHA256withRSA", PKCSObjectIdentifiers.sha256WithRSAEncryption, true),
  RSA_SHA384("SHA384withRSA", PKCSObjectIdentifiers.sha384WithRSAEncryption, true),
  ECDSA_SHA256("SHA256withECDSA", X9ObjectIdentifiers.ecdsa_with_SHA256, false),
  ECDSA_SHA384("SHA384withECDSA", X9ObjectIdentifiers.ecdsa_with_SHA384, false),
  ECDSA_SHA512("SHA512withECDSA", X9ObjectIdentifiers.ecdsa_with_SHA512, false),
  ED25519("Ed25519", new ASN1ObjectIdentifier("1.3.101.112"), false);

  /** As long as this an RSA key is as strong as SHA-256, which is keytool's bound too. */
  private static final int LARGEST_RSA_BITS_FOR_SHA256 = 3072;

  private static final int LARGEST_FIELD_FOR_SHA256 = 256;
  private static final int LARGEST_FIELD_FOR_SHA384 = 384;

  private final String jcaName;
  private final AlgorithmIdentifier identifier;

  SigningAlgorithm(String jcaName, ASN1ObjectIdentifier oid, boolean nullParameters) {
    this.jcaName = jcaName;
    this.identifier =
        nullParameters
            ? new AlgorithmIdentifier(oid, DERNull.INSTANCE)
            : new AlgorithmIdentifier(oid);
  }

  /**
   * The algorithm for a key's kind and strength.
   *
   * @throws IllegalArgumentException if the kind makes no signatures here
   */
  static SigningAlgorithm of(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      return rsa.getModulus().bitLength() <= LARGEST_RSA_BITS_FOR_SHA256 ? RSA_SHA256 : RSA_SHA384;
    }
    if (key instanceof ECPublicKey ec) {
      int field = ec.getParams().getCurve().getField().getFieldSize();
      if (field <= LARGEST_FIELD_FOR_SHA256) {
        return ECDSA_SHA256;
      }
      return field <= LARGEST_FIELD_FOR_SHA384 ? ECDSA_SHA384 : ECDSA_SHA512;
    }
    return switch (key.getAlgorithm()) {
      case "EdDSA", "Ed25519" -> ED25519;
      default ->
          throw new IllegalArgumentException(
              "no certificates for keys of the kind " + key.getAlgorithm());
    };
  }

  String jcaName() {
    return jcaName;
  }

  AlgorithmIdentifier identifier() {
    return identifier;
  }
}
