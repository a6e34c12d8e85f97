// SPDX-License-Identifier: Apache-2.0
package org.turnlock.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.ProviderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.x509.Certificate;

/** From Bouncy Castle's structures to bytes, and to the JDK's certificates. */
final class Asn1 {
  private Asn1() {}

  static byte[] der(ASN1Object structure) {
    try {
      return structure.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new ProviderException("cannot encode " + structure.getClass().getSimpleName(), e);
    }
  }

  static X509Certificate certificate(Certificate structure) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(der(structure)));
  }
}
