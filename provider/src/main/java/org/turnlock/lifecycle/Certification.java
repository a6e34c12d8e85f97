// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.InvalidKeyException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.turnlock.certificate.CertificateNames;
import org.turnlock.certificate.TokenChains;
import org.turnlock.keys.CertificateIssuer;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.token.Token;

/** Where the certificates of a provider's managed keys come from. */
final class Certification {
  private final SelfSigning signing;
  private final VersionCertificates certificates;
  private final IssuedVersions issued;
  private final ProvidedIssuer provided =
      new ProvidedIssuer(CertificateIssuer.class.getClassLoader());
  private volatile CertificateIssuer issuer;

  /**
   * @param provider signs with the token's keys
   */
  Certification(
      RecordChanges changes,
      VersionAdding versions,
      ManagedKeyDirectory directory,
      Provider provider,
      Clock clock) {
    Token token = directory.token();
    TokenChains chains = new TokenChains(token);
    this.signing = new SelfSigning(chains, provider, clock);
    this.certificates = new VersionCertificates(changes, directory, chains, signing, clock);
    this.issued =
        new IssuedVersions(changes, versions, new GeneratedMaterial(token), certificates, clock);
  }

  SelfSigning signing() {
    return signing;
  }

  VersionCertificates certificates() {
    return certificates;
  }

  IssuedVersions issued() {
    return issued;
  }

  void setIssuer(CertificateIssuer forAll) {
    this.issuer = forAll;
  }

  /** Who issues the next version's certificate; empty if nobody needs to, or nobody is known. */
  Optional<CertificateIssuer> issuerFor(ManagedKeyRecord record) {
    if (signing.need(record) != CertificateNeed.ISSUED) {
      return Optional.empty();
    }
    CertificateIssuer known = issuer;
    return known != null ? Optional.of(known) : provided.find();
  }

  /** Gives the first version the certificate that the specification asks for. */
  NewVersion.Step<RuntimeException> first(ManagedKeySpec spec) {
    return spec.subject()
        .map(subject -> CertificateNames.of(subject, spec.hostNames()))
        .<NewVersion.Step<RuntimeException>>map(names -> made -> signing.certify(made, names))
        .orElseGet(NewVersion.Step::none);
  }

  /** The record, if a key can be imported with this chain, or without one where it is empty. */
  ManagedKeyRecord toImport(ManagedKeyRecord record, List<X509Certificate> chain) {
    return chain.isEmpty()
        ? signing.requireNoIssuer(record)
        : record.toBuilder().certified(VersionCertificates.certified(chain)).build();
  }

  /** Gives an imported version its chain; without one, what certificate the version needs. */
  NewVersion.Step<InvalidKeyException> imported(List<X509Certificate> chain) {
    return chain.isEmpty() ? signing::certify : made -> store(made, chain);
  }

  /** The same for the first version of a key. */
  NewVersion.Step<InvalidKeyException> imported(ManagedKeySpec spec, List<X509Certificate> chain) {
    return chain.isEmpty() ? first(spec)::with : made -> store(made, chain);
  }

  private void store(NewVersion made, List<X509Certificate> chain) throws InvalidKeyException {
    try {
      certificates.store(VersionPair.of(made), made.version(), chain);
    } catch (ManagedKeyException e) {
      throw e.atInit();
    }
  }
}
