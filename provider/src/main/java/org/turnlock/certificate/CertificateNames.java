// SPDX-License-Identifier: Apache-2.0
package org.turnlock.certificate;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** Whom a certificate is for: the subject and its alternative names. Immutable. */
public final class CertificateNames {
  private final X500Principal subject;
  private final GeneralNames alternatives;

  private CertificateNames(X500Principal subject, GeneralNames alternatives) {
    if (subject.getName().isEmpty() && alternatives == null) {
      throw new IllegalArgumentException("a certificate needs a subject, or host names");
    }
    this.subject = subject;
    this.alternatives = alternatives;
  }

  /**
   * Names that were not in a certificate yet.
   *
   * @param hosts DNS names and IP addresses; may be empty
   * @throws IllegalArgumentException if there is neither a subject nor a host, or a host's name is
   *     none
   */
  public static CertificateNames of(X500Principal subject, List<String> hosts) {
    GeneralName[] names = hosts.stream().map(HostName::of).toArray(GeneralName[]::new);
    return new CertificateNames(subject, names.length == 0 ? null : new GeneralNames(names));
  }

  /** The names of a certificate, those that are no hosts too. */
  public static CertificateNames of(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
    GeneralNames names =
        extension == null
            ? null
            : GeneralNames.getInstance(ASN1OctetString.getInstance(extension).getOctets());
    return new CertificateNames(certificate.getSubjectX500Principal(), names);
  }

  X500Name subject() {
    return X500Name.getInstance(subject.getEncoded());
  }

  /** The extension; critical where there is no other name (RFC 5280, 4.2.1.6). */
  Optional<Extension> alternatives() {
    return Optional.ofNullable(alternatives)
        .map(
            names ->
                CertificateExtensions.of(
                    Extension.subjectAlternativeName, subject.getName().isEmpty(), names));
  }
}
