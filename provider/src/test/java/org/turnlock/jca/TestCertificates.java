// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes software keys and certificates. */
public final class TestCertificates {
  private static final AtomicLong SERIALS = new AtomicLong(1000);
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private TestCertificates() {}

  public static KeyPair ec() {
    return ec("secp256r1");
  }

  public static KeyPair ec(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", "SunEC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** On secp256k1, which the JDK has dropped. */
  public static KeyPair koblitz() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
      generator.initialize(new ECGenParameterSpec("secp256k1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public static KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", "SunRsaSign");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public static X509Certificate selfSigned(String name, KeyPair pair) {
    return certificate(name, pair.getPublic(), name, pair.getPrivate());
  }

  /** A certificate of {@code subject}, signed by an EC or RSA software key. */
  public static X509Certificate certificate(
      String subject, PublicKey key, String issuer, PrivateKey issuerKey) {
    return certificate(subject, key, issuer, issuerKey, 0);
  }

  /** As above, valid from so many days after the others, and until so many days later. */
  public static X509Certificate certificate(
      String subject, PublicKey key, String issuer, PrivateKey issuerKey, int daysLater) {
    try {
      Instant from = START.plus(daysLater, ChronoUnit.DAYS);
      String algorithm = issuerKey.getAlgorithm().equals("EC") ? "ECDSA" : "RSA";
      return new JcaX509CertificateConverter()
          .getCertificate(
              new JcaX509v3CertificateBuilder(
                      new X500Principal("CN=" + issuer),
                      BigInteger.valueOf(SERIALS.incrementAndGet()),
                      Date.from(from),
                      Date.from(from.plus(3650, ChronoUnit.DAYS)),
                      new X500Principal("CN=" + subject),
                      key)
                  .build(
                      new JcaContentSignerBuilder("SHA256with" + algorithm)
                          .setProvider(new BouncyCastleProvider())
                          .build(issuerKey)));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
