// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Self-signed certificates for a day. */
public final class Certificates {
  private Certificates() {}

  /** Signed by the backend, with a private key of its. */
  public static X509Certificate selfSigned(
      Backend backend, KeyPair pair, String algorithm, String name) throws Exception {
    return selfSigned(backend.providers().get(0), pair, algorithm, name);
  }

  /** Signed in software. */
  public static X509Certificate selfSigned(KeyPair pair, String algorithm, String name)
      throws Exception {
    return selfSigned(Reference.bouncyCastle(), pair, algorithm, name);
  }

  private static X509Certificate selfSigned(
      Provider signer, KeyPair pair, String algorithm, String name) throws Exception {
    X500Principal subject = new X500Principal(name);
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            subject,
            BigInteger.valueOf(now.toEpochMilli()),
            Date.from(now.minus(1, ChronoUnit.HOURS)),
            Date.from(now.plus(1, ChronoUnit.DAYS)),
            subject,
            pair.getPublic());
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(signer(signer, pair, algorithm)));
  }

  private static org.bouncycastle.operator.ContentSigner signer(
      Provider provider, KeyPair pair, String algorithm) throws OperatorCreationException {
    return new JcaContentSignerBuilder(algorithm).setProvider(provider).build(pair.getPrivate());
  }
}
