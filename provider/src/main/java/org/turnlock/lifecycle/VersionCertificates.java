// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.turnlock.certificate.CertificateNames;
import org.turnlock.certificate.CertificateRequests;
import org.turnlock.certificate.IssuedChain;
import org.turnlock.certificate.TokenChains;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.directory.KeyStates;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.keys.record.VersionRecord.Standing;
import org.turnlock.token.TokenObjects;

/** The certificates of single versions: requested, given, told. */
final class VersionCertificates {
  private final RecordChanges changes;
  private final ManagedKeyDirectory directory;
  private final TokenChains chains;
  private final SelfSigning signing;
  private final Clock clock;

  VersionCertificates(
      RecordChanges changes,
      ManagedKeyDirectory directory,
      TokenChains chains,
      SelfSigning signing,
      Clock clock) {
    this.changes = changes;
    this.directory = directory;
    this.chains = chains;
    this.signing = signing;
    this.clock = clock;
  }

  private TokenObjects objects() {
    return directory.token().objects();
  }

  /**
   * A request for a version that may be used, or waits for its certificate.
   *
   * @param names empty for those of its certificate, or of the current version's
   */
  byte[] request(String alias, int number, Optional<CertificateNames> names) {
    ManagedKeyRecord record = changes.required(alias);
    KeyStates.requireUsable(record);
    VersionRecord version = VersionTransitions.required(record, number);
    if (version.standing() != Standing.PENDING) {
      KeyStates.requireUsable(record, version);
    }
    return request(record, version, names);
  }

  byte[] request(ManagedKeyRecord record, VersionRecord version, Optional<CertificateNames> names) {
    VersionPair pair = VersionPair.of(objects(), record, version);
    SelfSigning.requireSigning(record);
    CertificateNames asked =
        names
            .or(() -> chains.leaf(version.id()).map(CertificateNames::of))
            .or(() -> signing.names(record))
            .orElseThrow(() -> nameless(record));
    try {
      return CertificateRequests.make(pair.publicKey(), asked, signing.signer(pair));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new ManagedKeyException(
              Reason.CERTIFICATE,
              "no certificate can be requested for " + pair.name() + ": " + e.getMessage(),
              e)
          .about(pair.alias(), pair.version());
    }
  }

  /** Fails if nothing says for whom a request could be. */
  void requireNames(ManagedKeyRecord record) {
    if (signing.names(record).isEmpty()) {
      throw nameless(record);
    }
  }

  private static ManagedKeyException nameless(ManagedKeyRecord record) {
    return new ManagedKeyException(
            Reason.CERTIFICATE,
            "key '"
                + record.alias()
                + "' has no certificate whose names a request could take: request one with a"
                + " subject")
        .about(record.alias());
  }

  /** The chain of a version; empty if it has none. */
  List<X509Certificate> chain(ManagedKeyRecord record, int number) {
    VersionPair.requirePair(record);
    VersionRecord version = VersionTransitions.required(record, number);
    return version.id().isNone()
        ? List.of()
        : chains.leaf(version.id()).map(chains::chainOf).orElse(List.of());
  }

  /** Gives a version that is in use another chain. */
  ManagedKeyRecord set(String alias, int number, List<X509Certificate> chain) {
    changeable(changes.required(alias), number);
    return changes.leased(
        alias,
        held -> {
          ManagedKeyRecord record = RecordChanges.required(alias, held.record());
          store(record, changeable(record, number), chain);
          directory.forgetCertificates(alias);
          return number == record.current() && !record.certified().equals(certified(chain))
              ? held.commit(record.toBuilder().certified(certified(chain)).build())
              : record;
        });
  }

  private static VersionRecord changeable(ManagedKeyRecord record, int number) {
    KeyOperation.CHANGE_VERSION.require(record);
    VersionPair.requirePair(record);
    return VersionTransitions.decided(record, VersionTransitions.required(record, number));
  }

  /** Puts a chain that is good for a version into the token. */
  void store(ManagedKeyRecord record, VersionRecord version, List<X509Certificate> chain) {
    store(VersionPair.of(objects(), record, version), version, chain);
  }

  void store(VersionPair pair, VersionRecord version, List<X509Certificate> chain) {
    List<X509Certificate> checked;
    try {
      checked = IssuedChain.checked(chain, pair.publicKey(), clock.instant());
    } catch (IllegalArgumentException e) {
      throw new ManagedKeyException(
              Reason.CERTIFICATE,
              pair.name() + " cannot have the chain that was given for it: " + e.getMessage(),
              e)
          .about(pair.alias(), pair.version());
    }
    chains.store(version.id(), pair.label(), checked);
  }

  /** What a record says of a key with this chain: for whom new versions sign themselves. */
  static String certified(List<X509Certificate> chain) {
    if (chain == null || chain.isEmpty() || chain.get(0) == null) {
      return "";
    }
    X509Certificate leaf = chain.get(0);
    return IssuedChain.isSelfSigned(leaf) ? leaf.getSubjectX500Principal().getName() : "";
  }
}
