// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.InvalidKeyException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.turnlock.keys.KeyOrigin;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.RecordBuilder;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.Token;
import org.turnlock.token.TokenContents;

/** Begins managed keys: with a version that the token makes, or without one yet. */
final class KeyCreation {
  private final RecordChanges changes;
  private final VersionAdding versions;
  private final Token token;
  private final Clock clock;
  private final KeyPolicies policies;
  private final Optional<Duration> defaultPeriod;

  KeyCreation(
      RecordChanges changes,
      VersionAdding versions,
      Token token,
      Clock clock,
      KeyPolicies policies,
      Optional<Duration> defaultPeriod) {
    this.changes = changes;
    this.versions = versions;
    this.token = token;
    this.clock = clock;
    this.policies = policies;
    this.defaultPeriod = defaultPeriod;
  }

  /**
   * @throws IllegalArgumentException if no key can be made as the specification says
   */
  void check(ManagedKeySpec spec) {
    begin(spec, ManagedKinds.of(spec));
  }

  ManagedKeyRecord create(ManagedKeySpec spec, NewVersion.Step<RuntimeException> step) {
    ManagedKeyKind kind = ManagedKinds.of(spec);
    requireFree(spec.alias());
    return changes.leased(
        spec.alias(),
        held -> {
          requireNew(spec.alias(), held.record());
          ManagedKeyRecord begun = begin(spec, kind);
          return spec.awaitingImport()
              ? held.commit(begun)
              : versions.add(
                  held,
                  begun,
                  new VersionAdding.Making<>(
                      KeyOrigin.GENERATED, new GeneratedMaterial(token), step));
        });
  }

  /** Makes a key whose first version comes from outside: both are there, or none is. */
  ManagedKeyRecord create(
      ManagedKeySpec spec,
      ManagedKeyKind kind,
      VersionMaterial<InvalidKeyException> material,
      NewVersion.Step<InvalidKeyException> step)
      throws InvalidKeyException {
    ManagedKinds.requireUsages(kind, spec.usages());
    requireNoPeriod(spec);
    requireFree(spec.alias());
    return changes.leased(
        spec.alias(),
        held -> {
          requireNew(spec.alias(), held.record());
          return versions.add(
              held,
              begin(spec.toBuilder().rotatedByHand().build(), kind),
              new VersionAdding.Making<InvalidKeyException>(KeyOrigin.IMPORTED, material, step));
        });
  }

  /** The record of a new key, without versions. */
  private ManagedKeyRecord begin(ManagedKeySpec spec, ManagedKeyKind kind) {
    return policies.begin(described(spec, kind), spec);
  }

  /** The record of a key that is in the token already, without versions. */
  ManagedKeyRecord adopted(ManagedKeySpec spec, ManagedKeyKind kind) {
    return policies.adopt(described(spec, kind), spec);
  }

  private ManagedKeyRecord described(ManagedKeySpec spec, ManagedKeyKind kind) {
    Texts.requireDescription(spec.description());
    Texts.requireTags(spec.tags());
    if (spec.awaitingImport()) {
      requireNoPeriod(spec);
    }
    if (spec.subject().isPresent() && !kind.isPair()) {
      throw new IllegalArgumentException("only key pairs have certificates, not " + kind);
    }
    Instant now = clock.instant();
    RecordBuilder record =
        new RecordBuilder(spec.alias(), kind, now)
            .usages(spec.usages().isEmpty() ? ManagedKinds.defaultUsages(kind) : spec.usages())
            .limits(spec.limits(ManagedKinds.defaultLimits(kind)))
            .description(spec.description())
            .tags(spec.tags())
            .certified(spec.subject().map(X500Principal::getName).orElse(""));
    period(spec).ifPresent(period -> record.rotation(period, now.plus(period)));
    return record.build();
  }

  private static void requireNoPeriod(ManagedKeySpec spec) {
    if (spec.rotationPeriod().isPresent()) {
      throw new IllegalArgumentException(
          "a key whose versions are imported cannot be rotated automatically");
    }
  }

  /** Keys whose versions are imported cannot be rotated by themselves. */
  private Optional<Duration> period(ManagedKeySpec spec) {
    boolean byHand = spec.rotatedByHand() || spec.awaitingImport();
    return byHand ? Optional.empty() : spec.rotationPeriod().or(() -> defaultPeriod);
  }

  /** Fails if a managed key, or any other object, has this name. */
  private void requireFree(String alias) {
    requireNew(alias, changes.find(alias));
    TokenContents named = token.objects().find(new ObjectQuery.Labelled(alias));
    if (!named.keys().isEmpty() || !named.certificates().isEmpty()) {
      throw new ManagedKeyException(
              Reason.EXISTS,
              "the token has an object '"
                  + alias
                  + "' that is not managed: choose another alias, or adopt that key")
          .about(alias);
    }
  }

  static void requireNew(String alias, Optional<ManagedKeyRecord> found) {
    if (found.isPresent()) {
      throw new ManagedKeyException(
              Reason.EXISTS,
              "there is a managed key '" + alias + "' already: choose another alias, or rotate it")
          .about(alias);
    }
  }
}
