// SPDX-License-Identifier: Apache-2.0
package org.turnlock.certificate;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.turnlock.contract.support.Reference;
import org.turnlock.keys.CertificateIssuer;

/** A certification authority in software: a root, and an intermediate that issues. */
public final class TestAuthority implements CertificateIssuer {
  private static final Duration HOUR = Duration.ofHours(1);

  private final KeyPair rootKey = pair();
  private final KeyPair issuingKey = pair();
  private final X500Name rootName = new X500Name("CN=Test Root,O=Turnlock");
  private final X500Name issuingName = new X500Name("CN=Test Issuer,O=Turnlock");
  private final AtomicLong serial = new AtomicLong(1);
  private final Instant now;
  public final X509Certificate root;
  public final X509Certificate issuing;

  /**
   * @param now the middle of the two hours for which its certificates are good
   */
  public TestAuthority(Instant now) throws Exception {
    this.now = now;
    this.root = issued(rootName, rootKey, authority(rootName, rootKey));
    this.issuing = issued(rootName, rootKey, authority(issuingName, issuingKey));
  }

  private static KeyPair pair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", Reference.bouncyCastle());
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private PKCS10CertificationRequest authority(X500Name name, KeyPair key) throws Exception {
    return new org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder(
            name, key.getPublic())
        .addAttribute(
            org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
            new Extensions(
                new Extension(
                    Extension.basicConstraints, true, new BasicConstraints(true).getEncoded())))
        .build(signer(key));
  }

  private static org.bouncycastle.operator.ContentSigner signer(KeyPair key) throws Exception {
    return new JcaContentSignerBuilder("SHA256withECDSA")
        .setProvider(Reference.bouncyCastle())
        .build(key.getPrivate());
  }

  private X509Certificate issued(X500Name by, KeyPair with, PKCS10CertificationRequest request)
      throws Exception {
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            by,
            BigInteger.valueOf(serial.getAndIncrement()),
            Date.from(now.minus(HOUR)),
            Date.from(now.plus(HOUR)),
            request.getSubject(),
            request.getSubjectPublicKeyInfo());
    Extensions asked = request.getRequestedExtensions();
    if (asked != null) {
      for (org.bouncycastle.asn1.ASN1ObjectIdentifier oid : asked.getExtensionOIDs()) {
        builder.addExtension(asked.getExtension(oid));
      }
    }
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer(with)));
  }

  /** Checks the request's signature, and gives its subject what it asks for. */
  @Override
  public List<X509Certificate> issue(byte[] request, List<X509Certificate> former)
      throws GeneralSecurityException {
    try {
      PKCS10CertificationRequest asked = new PKCS10CertificationRequest(request);
      if (!isSignatureValid(asked)) {
        throw new GeneralSecurityException("the request is not signed by its key");
      }
      return List.of(issued(issuingName, issuingKey, asked), issuing, root);
    } catch (GeneralSecurityException e) {
      throw e;
    } catch (Exception e) {
      throw new GeneralSecurityException(e);
    }
  }

  /** A certificate for a key of its own. */
  public List<X509Certificate> issueForAnotherKey(X500Principal subject) throws Exception {
    KeyPair key = pair();
    return issue(
        new org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder(
                subject, key.getPublic())
            .build(signer(key))
            .getEncoded(),
        List.of());
  }

  public static boolean isSignatureValid(PKCS10CertificationRequest request) throws Exception {
    return request.isSignatureValid(
        new JcaContentVerifierProviderBuilder()
            .setProvider(Reference.bouncyCastle())
            .build(request.getSubjectPublicKeyInfo()));
  }
}
