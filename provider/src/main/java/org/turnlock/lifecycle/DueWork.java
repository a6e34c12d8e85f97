// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditedKey;
import org.turnlock.keys.CertificateIssuer;
import org.turnlock.keys.KeyOrigin;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.RotationReport;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.RecordRoom;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.operation.ActionAudit;
import org.turnlock.operation.ActionAudit.Notes;
import org.turnlock.token.Token;

/**
 * What time brings: rotations that are due, and the end of keys whose waiting is over. Whether
 * something is due is looked at again under the lease, so of several processes one does it.
 */
final class DueWork {
  /** Late by at most this part of the period is in time. */
  private static final int IN_TIME = 10;

  private static final String DUE = "due";

  private final RecordStore store;
  private final RecordChanges changes;
  private final VersionAdding versions;
  private final Token token;
  private final Certification certification;
  private final Clock clock;
  private final ActionAudit audit;

  DueWork(
      RecordStore store,
      RecordChanges changes,
      VersionAdding versions,
      Token token,
      Certification certification,
      Clock clock,
      ActionAudit audit) {
    this.audit = audit;
    this.store = store;
    this.changes = changes;
    this.versions = versions;
    this.token = token;
    this.certification = certification;
    this.clock = clock;
  }

  /** One key's share; a failure does not keep the others from theirs. */
  RotationReport run() {
    List<String> rotated = new ArrayList<>();
    List<String> deleted = new ArrayList<>();
    Map<String, String> failed = new TreeMap<>();
    for (ManagedKeyRecord record : store.all()) {
      try {
        if (isToRotate(record) && toldRotation(record)) {
          rotated.add(record.alias());
        }
        if (isToDelete(record) && toldDeletion(record)) {
          deleted.add(record.alias());
        }
      } catch (RuntimeException | Error e) {
        // An error too: an issuer of certificates is anybody's code.
        failed.put(record.alias(), reason(e));
      }
    }
    return new RotationReport(rotated, deleted, failed);
  }

  private boolean toldRotation(ManagedKeyRecord record) {
    return audit.told(
        AuditAction.ROTATE_KEY,
        AuditedKey.named(record.alias()),
        notes -> {
          notes.say(ToldChanges.REASON, DUE);
          if (!rotate(record)) {
            notes.nothing();
            return false;
          }
          if (notes.areRead()) {
            changes.find(record.alias()).ifPresent(after -> noteVersions(notes, record, after));
          }
          return true;
        });
  }

  private static void noteVersions(Notes notes, ManagedKeyRecord before, ManagedKeyRecord after) {
    VersionRecord now = after.version(after.current()).orElseThrow();
    notes.about(new AuditedKey(after.alias(), now.number(), now.id().toString()));
    notes.say("newVersion", now.number());
    notes.say("newVersionId", now.id());
    before
        .version(before.current())
        .ifPresent(
            version -> {
              notes.say("previousVersion", version.number());
              notes.say("previousVersionId", version.id());
            });
  }

  private boolean toldDeletion(ManagedKeyRecord record) {
    return audit.told(
        AuditAction.DELETE_KEY,
        AuditedKey.named(record.alias()),
        notes -> {
          notes.say(ToldChanges.REASON, DUE);
          notes.say("versions", record.versions().size());
          notes.say("deletionDate", record.deletionDate());
          boolean deleted = delete(record.alias());
          if (!deleted) {
            notes.nothing();
          }
          return deleted;
        });
  }

  static String reason(Throwable e) {
    return e instanceof Error || e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private boolean isToRotate(ManagedKeyRecord record) {
    return record.state() == KeyState.ENABLED
        && record.nextRotation() != null
        && !record.nextRotation().isAfter(clock.instant());
  }

  private boolean isToDelete(ManagedKeyRecord record) {
    return record.state() == KeyState.PENDING_DELETION
        && !record.deletionDate().isAfter(clock.instant());
  }

  private boolean rotate(ManagedKeyRecord due) {
    RecordRoom.requireForVersion(due);
    Optional<CertificateIssuer> issuer = certification.issuerFor(due);
    if (issuer.isPresent()) {
      return certification
          .issued()
          .rotateDue(due.alias(), issuer.get(), this::isToRotate, this::scheduled);
    }
    return whileDue(
        due.alias(),
        this::isToRotate,
        held -> {
          ManagedKeyRecord record = held.record().orElseThrow();
          certification
              .signing()
              .requireNoIssuer(VersionTransitions.rotatable(record, record.current()));
          versions.add(
              held,
              scheduled(record),
              new VersionAdding.Making<RuntimeException>(
                  KeyOrigin.GENERATED,
                  new GeneratedMaterial(token),
                  certification.signing()::certify));
        });
  }

  private ManagedKeyRecord scheduled(ManagedKeyRecord record) {
    return record.toBuilder()
        .rotation(record.rotationPeriod(), next(record, clock.instant()))
        .build();
  }

  /**
   * The next date. A rotation that is done in time keeps to the schedule, so that nobody who looks
   * once a period is ever too early; what was missed is done once, and the period begins anew.
   */
  static Instant next(ManagedKeyRecord record, Instant now) {
    Duration period = record.rotationPeriod();
    Duration late = Duration.between(record.nextRotation(), now);
    boolean inTime = late.compareTo(period.dividedBy(IN_TIME)) <= 0;
    return (inTime ? record.nextRotation() : now).plus(period);
  }

  /** When something is due first; empty if nothing ever is. */
  Optional<Instant> nextDue() {
    return store.all().stream()
        .flatMap(record -> dateOf(record).stream())
        .min(Comparator.naturalOrder());
  }

  private static Optional<Instant> dateOf(ManagedKeyRecord record) {
    return switch (record.state()) {
      case ENABLED -> Optional.ofNullable(record.nextRotation());
      case PENDING_DELETION -> Optional.ofNullable(record.deletionDate());
      case DISABLED, PENDING_IMPORT -> Optional.empty();
    };
  }

  /** First all processes know, then the keys go, the record last: a kill leaves work, not loss. */
  private boolean delete(String alias) {
    return whileDue(
        alias,
        this::isToDelete,
        held -> {
          ManagedKeyRecord record = held.record().orElseThrow();
          ManagedKeyRecord marked = VersionTransitions.destroyAll(record);
          held.removeDestroyed(marked.equals(record) ? record : held.commit(marked));
          held.removeRecord();
        });
  }

  private boolean whileDue(String alias, Predicate<ManagedKeyRecord> due, Due work) {
    return changes.<Boolean, RuntimeException>leased(
        alias,
        held -> {
          boolean still = held.record().filter(due).isPresent();
          if (still) {
            work.with(held);
          }
          return still;
        });
  }

  private interface Due {
    void with(RecordChanges.Leased held);
  }
}
