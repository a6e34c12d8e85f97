// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.demo;

import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The two signatures that the demonstration makes. */
enum SignatureKind {
  RSA("SHA256withRSA", "rsa") {
    @Override
    AlgorithmIdentifier identifier() {
      return new AlgorithmIdentifier(
          PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
    }
  },
  ECDSA("SHA256withECDSA", "ec") {
    @Override
    AlgorithmIdentifier identifier() {
      return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    }
  };

  private final String algorithm;
  private final String shortName;

  SignatureKind(String algorithm, String shortName) {
    this.algorithm = algorithm;
    this.shortName = shortName;
  }

  /** Its JCA name. */
  String algorithm() {
    return algorithm;
  }

  /** Its key's kind, as part of file names. */
  String shortName() {
    return shortName;
  }

  /** How X.509 writes it. */
  abstract AlgorithmIdentifier identifier();
}
