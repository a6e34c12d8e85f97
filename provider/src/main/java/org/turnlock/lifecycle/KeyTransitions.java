// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.turnlock.keys.KeyOrigin;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.UseLimits;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.VersionRecord.Standing;

/**
 * What the changes of a key as a whole make of its record. Each gives back the same object where
 * nothing changes. No token, no clock.
 */
final class KeyTransitions {
  /** The shortest and the longest waiting before a key's material is destroyed. */
  static final int SHORTEST_WAITING_DAYS = 7;

  static final int LONGEST_WAITING_DAYS = 30;

  private KeyTransitions() {}

  static ManagedKeyRecord enable(ManagedKeyRecord record) {
    return to(KeyState.ENABLED, KeyOperation.ENABLE, record);
  }

  static ManagedKeyRecord disable(ManagedKeyRecord record) {
    return to(KeyState.DISABLED, KeyOperation.DISABLE, record);
  }

  private static ManagedKeyRecord to(
      KeyState state, KeyOperation operation, ManagedKeyRecord record) {
    operation.require(record);
    return record.state() == state ? record : record.toBuilder().state(state).build();
  }

  static ManagedKeyRecord scheduleDeletion(ManagedKeyRecord record, int days, Instant now) {
    if (days < SHORTEST_WAITING_DAYS || days > LONGEST_WAITING_DAYS) {
      throw new IllegalArgumentException(
          "the waiting before a deletion is "
              + SHORTEST_WAITING_DAYS
              + " to "
              + LONGEST_WAITING_DAYS
              + " days, not "
              + days);
    }
    KeyOperation.SCHEDULE_DELETION.require(record);
    return record.toBuilder()
        .state(KeyState.PENDING_DELETION)
        .deletionDate(now.plus(Duration.ofDays(days)))
        .build();
  }

  /** A key that never had material awaits it again; any other is disabled. */
  static ManagedKeyRecord cancelDeletion(ManagedKeyRecord record) {
    KeyOperation.CANCEL_DELETION.require(record);
    if (record.currentVersion().filter(it -> it.standing() == Standing.DESTROYED).isPresent()) {
      throw new ManagedKeyException(
              Reason.DESTROYED,
              "the deletion of key '"
                  + record.alias()
                  + "' cannot be cancelled any more: its material is being destroyed")
          .about(record.alias());
    }
    KeyState before = record.current() == 0 ? KeyState.PENDING_IMPORT : KeyState.DISABLED;
    return record.toBuilder().state(before).deletionDate(null).build();
  }

  static ManagedKeyRecord rotationPeriod(
      ManagedKeyRecord record, Optional<Duration> period, Instant now) {
    period.ifPresent(ManagedKeySpec::requirePeriod);
    KeyOperation.SET_ROTATION.require(record);
    if (period.isEmpty()) {
      return record.rotationPeriod() == null
          ? record
          : record.toBuilder().rotation(null, null).build();
    }
    if (isImported(record)) {
      throw new ManagedKeyException(
              Reason.UNSUPPORTED,
              "key '"
                  + record.alias()
                  + "' cannot be rotated automatically: its current version was imported, and so"
                  + " must the next be")
          .about(record.alias());
    }
    return record.toBuilder().rotation(period.get(), now.plus(period.get())).build();
  }

  /** Whether the next version must be imported, as the current one was. */
  static boolean isImported(ManagedKeyRecord record) {
    return record.currentVersion().filter(it -> it.origin() == KeyOrigin.IMPORTED).isPresent();
  }

  static ManagedKeyRecord limits(ManagedKeyRecord record, UseLimits limits) {
    KeyOperation.SET_LIMITS.require(record);
    return record.limits().equals(limits) ? record : record.toBuilder().limits(limits).build();
  }

  static ManagedKeyRecord description(ManagedKeyRecord record, String description) {
    Texts.requireDescription(description);
    KeyOperation.DESCRIBE.require(record);
    return record.description().equals(description)
        ? record
        : record.toBuilder().description(description).build();
  }

  static ManagedKeyRecord tags(ManagedKeyRecord record, Map<String, String> tags) {
    Texts.requireTags(tags);
    KeyOperation.DESCRIBE.require(record);
    return record.tags().equals(tags) ? record : record.toBuilder().tags(tags).build();
  }
}
