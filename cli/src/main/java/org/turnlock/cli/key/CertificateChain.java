// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.console.Surroundings;
import org.turnlock.cli.file.Pem;
import org.turnlock.cli.file.SecretFile;

/** A certificate and its issuers, in a file and on the screen. */
final class CertificateChain {
  private CertificateChain() {}

  /** What a file holds, in its order: PEM, DER or PKCS #7. */
  static List<X509Certificate> read(Path file, Surroundings surroundings) {
    byte[] content = SecretFile.read(file, surroundings);
    List<X509Certificate> chain = new ArrayList<>();
    try {
      for (Certificate one :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content))) {
        chain.add((X509Certificate) one);
      }
    } catch (CertificateException e) {
      throw new Failure(file + ": no certificates can be read from it", e);
    }
    if (chain.isEmpty()) {
      throw new Failure(file + ": there is no certificate in it");
    }
    return chain;
  }

  static String pem(List<X509Certificate> chain) {
    StringBuilder text = new StringBuilder();
    for (X509Certificate one : chain) {
      try {
        text.append(Pem.block("CERTIFICATE", one.getEncoded()));
      } catch (CertificateException e) {
        throw new Failure("a certificate cannot be encoded", e);
      }
    }
    return text.toString();
  }
}
