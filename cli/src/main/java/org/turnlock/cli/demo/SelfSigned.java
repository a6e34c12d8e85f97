// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/** A certificate that a key pair issues for itself: a KeyStore takes no private key without one. */
final class SelfSigned {
  private static final int SERIAL_BITS = 120;

  private SelfSigned() {}

  /**
   * A certificate for a year.
   *
   * @param name its subject's common name
   * @param how the signature's algorithm, by JCA name and as X.509 writes it
   * @param provider signs it
   */
  static Certificate certificate(KeyPair pair, String name, SignatureKind how, Provider provider)
      throws GeneralSecurityException, IOException {
    AlgorithmIdentifier algorithm = how.identifier();
    TBSCertificate content = content(pair, new X500Name("CN=" + name), algorithm);
    Signature signature = Signature.getInstance(how.algorithm(), provider);
    signature.initSign(pair.getPrivate());
    signature.update(content.getEncoded("DER"));
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(content);
    parts.add(algorithm);
    parts.add(new DERBitString(signature.sign()));
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(new DERSequence(parts).getEncoded("DER")));
  }

  private static TBSCertificate content(
      KeyPair pair, X500Name name, AlgorithmIdentifier algorithm) {
    Instant now = Instant.now();
    V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(
        new ASN1Integer(new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS - 1)));
    generator.setIssuer(name);
    generator.setSubject(name);
    generator.setStartDate(new Time(Date.from(now)));
    generator.setEndDate(new Time(Date.from(now.plus(Duration.ofDays(365)))));
    generator.setSubjectPublicKeyInfo(
        SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
    generator.setSignature(algorithm);
    return generator.generateTBSCertificate();
  }
}
