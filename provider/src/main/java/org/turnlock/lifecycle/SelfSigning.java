// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.turnlock.certificate.CertificateNames;
import org.turnlock.certificate.IssuedChain;
import org.turnlock.certificate.SelfSignedCertificates;
import org.turnlock.certificate.TbsSigner;
import org.turnlock.certificate.TokenChains;
import org.turnlock.certificate.Validity;
import org.turnlock.keys.FixedKeySource;
import org.turnlock.keys.KeyGuard;
import org.turnlock.keys.Keys;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.token.KeyUsage;

/**
 * Gives new versions of key pairs the certificates that they sign themselves. The certificate is
 * made before the version is committed, and goes with it if that fails.
 */
final class SelfSigning {
  private final TokenChains chains;
  private final Provider provider;
  private final Clock clock;

  /**
   * @param provider signs with the token's keys
   */
  SelfSigning(TokenChains chains, Provider provider, Clock clock) {
    this.chains = chains;
    this.provider = provider;
    this.clock = clock;
  }

  /** What certificate the version after the current one needs. */
  CertificateNeed need(ManagedKeyRecord record) {
    if (!record.kind().isPair()) {
      return CertificateNeed.NONE;
    }
    return leaf(record)
        .map(
            it ->
                IssuedChain.isSelfSigned(it) ? CertificateNeed.SELF_SIGNED : CertificateNeed.ISSUED)
        .orElse(record.certified().isEmpty() ? CertificateNeed.NONE : CertificateNeed.SELF_SIGNED);
  }

  private Optional<X509Certificate> leaf(ManagedKeyRecord record) {
    return record.currentVersion().map(VersionRecord::id).flatMap(chains::leaf);
  }

  /** The names that certificates of the key are for. */
  Optional<CertificateNames> names(ManagedKeyRecord record) {
    return leaf(record).map(CertificateNames::of).or(() -> promised(record));
  }

  private static Optional<CertificateNames> promised(ManagedKeyRecord record) {
    return record.certified().isEmpty()
        ? Optional.empty()
        : Optional.of(CertificateNames.of(new X500Principal(record.certified()), List.of()));
  }

  /** Lets a record through whose next version needs nobody to issue a certificate. */
  ManagedKeyRecord requireNoIssuer(ManagedKeyRecord record) {
    if (need(record) == CertificateNeed.ISSUED) {
      throw new ManagedKeyException(
              Reason.CERTIFICATE,
              "the certificate of key '"
                  + record.alias()
                  + "' was issued by '"
                  + leaf(record).map(it -> it.getIssuerX500Principal().getName()).orElse("")
                  + "', and a new version needs one as well: rotate the key with an issuer, give"
                  + " the provider one for all keys, or prepare a version and activate it with its"
                  + " certificate")
          .about(record.alias());
    }
    return record;
  }

  /** Gives a new version the certificate that it needs. */
  void certify(NewVersion version) {
    ManagedKeyRecord record = requireNoIssuer(version.record());
    if (need(record) == CertificateNeed.SELF_SIGNED) {
      certify(version, names(record).orElseThrow());
    }
  }

  /** Gives a new version a certificate for these names. */
  void certify(NewVersion made, CertificateNames names) {
    VersionPair pair = VersionPair.of(made);
    ManagedKeyRecord record = made.record();
    requireSigning(record);
    Validity validity = Validity.of(clock.instant(), Optional.ofNullable(record.rotationPeriod()));
    X509Certificate certificate;
    try {
      certificate =
          SelfSignedCertificates.make(
              pair.publicKey(), names, validity, record.usages(), signer(pair));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new ManagedKeyException(
              Reason.CERTIFICATE,
              "no certificate can be made for " + pair.name() + ": " + e.getMessage(),
              e)
          .about(pair.alias(), pair.version());
    }
    chains.store(made.version().id(), pair.label(), List.of(certificate));
  }

  /** Fails if the key cannot sign what certifies it. */
  static void requireSigning(ManagedKeyRecord record) {
    if (!record.usages().contains(KeyUsage.SIGN)) {
      throw new ManagedKeyException(
              Reason.UNSUPPORTED,
              "key '"
                  + record.alias()
                  + "' may not sign, and so can neither sign a certificate of its own nor request"
                  + " one")
          .about(record.alias());
    }
  }

  /** Signs with a version, whatever its standing: what certifies it comes before its first use. */
  TbsSigner signer(VersionPair pair) {
    return (algorithm, data) -> {
      Signature signature = Signature.getInstance(algorithm, provider);
      signature.initSign(
          (PrivateKey)
              Keys.of(
                  new FixedKeySource(
                      pair.privateKey(), KeyGuard.NONE, pair.alias(), pair.version())));
      signature.update(data);
      return signature.sign();
    };
  }
}
