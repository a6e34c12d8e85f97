// SPDX-License-Identifier: Apache-2.0
package org.turnlock.certificate;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Makes certification requests (PKCS #10, RFC 2986). */
public final class CertificateRequests {
  private CertificateRequests() {}

  /**
   * The DER of a request for a public key, signed by its private half. Alternative names go into an
   * extensionRequest (RFC 2985, 5.4.2).
   *
   * @throws IllegalArgumentException if keys of this kind have no certificates here
   */
  public static byte[] make(PublicKey key, CertificateNames names, TbsSigner signer)
      throws GeneralSecurityException {
    SigningAlgorithm algorithm = SigningAlgorithm.of(key);
    CertificationRequestInfo info =
        new CertificationRequestInfo(
            names.subject(),
            SubjectPublicKeyInfo.getInstance(key.getEncoded()),
            attributes(names.alternatives()));
    byte[] signature = signer.sign(algorithm.jcaName(), Asn1.der(info));
    return Asn1.der(
        new CertificationRequest(info, algorithm.identifier(), new DERBitString(signature)));
  }

  private static ASN1Set attributes(Optional<Extension> wanted) {
    return wanted
        .map(
            extension ->
                new DERSet(
                    new Attribute(
                        PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
                        new DERSet(new Extensions(extension)))))
        .orElseGet(DERSet::new);
  }
}
