// SPDX-License-Identifier: Apache-2.0
package org.turnlock.certificate;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.turnlock.token.KeyUsage;

/** Makes certificates (RFC 5280) that a key signs for itself. */
public final class SelfSignedCertificates {
  private static final int SERIAL_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private SelfSignedCertificates() {}

  /**
   * A certificate of a public key, signed by its private half.
   *
   * @param usages of the pair
   * @throws IllegalArgumentException if keys of this kind have no certificates here
   */
  public static X509Certificate make(
      PublicKey key,
      CertificateNames names,
      Validity validity,
      Set<KeyUsage> usages,
      TbsSigner signer)
      throws GeneralSecurityException {
    SigningAlgorithm algorithm = SigningAlgorithm.of(key);
    V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(new ASN1Integer(serial()));
    generator.setSignature(algorithm.identifier());
    generator.setIssuer(names.subject());
    generator.setSubject(names.subject());
    generator.setStartDate(new Time(Date.from(validity.notBefore())));
    generator.setEndDate(new Time(Date.from(validity.notAfter())));
    generator.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
    generator.setExtensions(CertificateExtensions.all(key, names, usages));
    TBSCertificate toBeSigned = generator.generateTBSCertificate();
    byte[] signature = signer.sign(algorithm.jcaName(), Asn1.der(toBeSigned));
    return Asn1.certificate(
        Certificate.getInstance(
            new DERSequence(
                new org.bouncycastle.asn1.ASN1Encodable[] {
                  toBeSigned, algorithm.identifier(), new DERBitString(signature)
                })));
  }

  /** Positive, and guessed by nobody. */
  private static BigInteger serial() {
    return new BigInteger(SERIAL_BITS, RANDOM).max(BigInteger.ONE);
  }
}
