// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.turnlock.keys.CertificateIssuer;
import org.turnlock.keys.KeyOrigin;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.keys.record.VersionRecord.Standing;

/**
 * Rotation with certificates that somebody else issues, which may take days. So the version is
 * committed first and does nothing; no lease is held while it waits; its chain is stored before the
 * commit that makes it current. A process that dies in between leaves a version that waits, and the
 * next rotation goes on with that.
 */
final class IssuedVersions {
  /** So long an automatic rotation leaves a waiting version to the process that made it. */
  static final Duration ISSUING_TIME = Duration.ofMinutes(10);

  private final RecordChanges changes;
  private final VersionAdding versions;
  private final GeneratedMaterial material;
  private final VersionCertificates certificates;
  private final Clock clock;

  IssuedVersions(
      RecordChanges changes,
      VersionAdding versions,
      GeneratedMaterial material,
      VersionCertificates certificates,
      Clock clock) {
    this.changes = changes;
    this.versions = versions;
    this.material = material;
    this.certificates = certificates;
    this.clock = clock;
  }

  /** Makes a version that waits. */
  ManagedKeyRecord prepare(String alias, int expectedCurrent) {
    return versions.add(
        alias,
        record -> {
          VersionPair.requirePair(record);
          SelfSigning.requireSigning(record);
          return VersionTransitions.rotatable(record, expectedCurrent);
        },
        waiting());
  }

  private VersionAdding.Making<RuntimeException> waiting() {
    return new VersionAdding.Making<>(
        KeyOrigin.GENERATED, material, NewVersion.Step.none(), Standing.PENDING);
  }

  /** Makes a version current that waits. */
  ManagedKeyRecord activate(String alias, int number, List<X509Certificate> chain) {
    VersionTransitions.requirePending(changes.required(alias), number);
    return changes.leased(
        alias, held -> activate(held, RecordChanges.required(alias, held.record()), number, chain));
  }

  private ManagedKeyRecord activate(
      RecordChanges.Leased held, ManagedKeyRecord record, int number, List<X509Certificate> chain) {
    VersionRecord version = VersionTransitions.requirePending(record, number);
    certificates.store(record, version, chain);
    return held.commit(
        VersionTransitions.activated(record, version).toBuilder()
            .certified(VersionCertificates.certified(chain))
            .build());
  }

  /** Rotates a key whose new version gets its certificate from {@code issuer}. */
  ManagedKeyRecord rotate(String alias, int expectedCurrent, CertificateIssuer issuer) {
    UnaryOperator<ManagedKeyRecord> admission =
        record -> VersionTransitions.replaceable(record, expectedCurrent);
    ManagedKeyRecord waiting = prepared(alias, admission);
    return activate(alias, pending(waiting).number(), issued(waiting, issuer));
  }

  private ManagedKeyRecord prepared(String alias, UnaryOperator<ManagedKeyRecord> admission) {
    ManagedKeyRecord known = requireNames(admission.apply(changes.required(alias)));
    return known.pendingVersion().isPresent()
        ? known
        : changes.leased(
            alias,
            held -> prepared(held, admission.apply(RecordChanges.required(alias, held.record()))));
  }

  private ManagedKeyRecord prepared(RecordChanges.Leased held, ManagedKeyRecord record) {
    return record.pendingVersion().isPresent() ? record : versions.add(held, record, waiting());
  }

  private ManagedKeyRecord requireNames(ManagedKeyRecord record) {
    VersionPair.requirePair(record);
    SelfSigning.requireSigning(record);
    certificates.requireNames(record);
    return record;
  }

  private static VersionRecord pending(ManagedKeyRecord record) {
    return record.pendingVersion().orElseThrow();
  }

  private List<X509Certificate> issued(ManagedKeyRecord record, CertificateIssuer issuer) {
    VersionRecord version = pending(record);
    byte[] request = certificates.request(record, version, Optional.empty());
    List<X509Certificate> former = certificates.chain(record, record.current());
    try {
      return issuer.issue(request, former);
    } catch (Exception | LinkageError | StackOverflowError e) {
      // An issuer is anybody's code.
      throw new ManagedKeyException(
              Reason.CERTIFICATE,
              VersionPair.name(record.alias(), version.number())
                  + " was given no certificate: "
                  + reason(e)
                  + "; it waits, and the next rotation asks again",
              e)
          .about(record.alias(), version.number());
    }
  }

  private static String reason(Throwable e) {
    return e instanceof GeneralSecurityException && e.getMessage() != null
        ? e.getMessage()
        : e.toString();
  }

  /**
   * The automatic rotation of such a key.
   *
   * @param due looked at again under each lease
   * @param schedule sets the date of the next
   * @return whether this process has done it
   */
  boolean rotateDue(
      String alias,
      CertificateIssuer issuer,
      Predicate<ManagedKeyRecord> due,
      UnaryOperator<ManagedKeyRecord> schedule) {
    Optional<ManagedKeyRecord> known = changes.find(alias).filter(due);
    if (known.isEmpty() || known.get().pendingVersion().filter(this::isYoung).isPresent()) {
      return false;
    }
    VersionTransitions.replaceable(known.get(), known.get().current());
    requireNames(known.get());
    ManagedKeyRecord waiting =
        changes.<ManagedKeyRecord, RuntimeException>leased(
            alias, held -> held.record().filter(due).map(now -> prepared(held, now)).orElse(null));
    if (waiting == null) {
      return false;
    }
    int number = pending(waiting).number();
    List<X509Certificate> chain = issued(waiting, issuer);
    return changes.<Boolean, RuntimeException>leased(
        alias,
        held -> {
          Optional<ManagedKeyRecord> now = held.record().filter(due);
          boolean mine =
              now.flatMap(it -> it.version(number))
                  .filter(it -> it.standing() == Standing.PENDING)
                  .isPresent();
          if (mine) {
            activate(held, schedule.apply(now.get()), number, chain);
          }
          return mine;
        });
  }

  /** One from the future is not: a clock that was wrong must not keep it waiting for years. */
  private boolean isYoung(VersionRecord version) {
    Duration age = Duration.between(version.created(), clock.instant());
    return age.abs().compareTo(ISSUING_TIME) < 0;
  }
}
