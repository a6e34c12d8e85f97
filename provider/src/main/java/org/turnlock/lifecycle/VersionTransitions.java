// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.util.function.UnaryOperator;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.RecordBuilder;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.keys.record.VersionRecord.Standing;
import org.turnlock.token.KeyId;

/**
 * What the changes of single versions make of a record. Each gives back the same object where
 * nothing changes. No token, no clock.
 */
final class VersionTransitions {
  private VersionTransitions() {}

  static ManagedKeyRecord enable(ManagedKeyRecord record, int number) {
    KeyOperation.CHANGE_VERSION.require(record);
    return to(Standing.ENABLED, record, decided(record, required(record, number)));
  }

  static ManagedKeyRecord disable(ManagedKeyRecord record, int number) {
    KeyOperation.CHANGE_VERSION.require(record);
    VersionRecord version = decided(record, required(record, number));
    requireNotCurrent(record, version, "disabled", "disable the key as a whole");
    return to(Standing.DISABLED, record, version);
  }

  /** Its objects go once this is committed: {@link #destroyed}. */
  static ManagedKeyRecord destroy(ManagedKeyRecord record, int number) {
    KeyOperation.CHANGE_VERSION.require(record);
    VersionRecord version = required(record, number);
    requireNotCurrent(record, version, "destroyed", "delete the key as a whole");
    return to(Standing.DESTROYED, record, version);
  }

  /** All versions are destroyed: the key as a whole is being deleted. */
  static ManagedKeyRecord destroyAll(ManagedKeyRecord record) {
    return each(record, version -> version.with(Standing.DESTROYED));
  }

  /** The record once the objects of its destroyed versions are gone: it names them no longer. */
  static ManagedKeyRecord destroyed(ManagedKeyRecord record) {
    return each(record, version -> isGoing(version) ? withId(version, KeyId.none()) : version);
  }

  /** Whether a version is destroyed, but its objects may still be there. */
  static boolean isGoing(VersionRecord version) {
    return version.standing() == Standing.DESTROYED && !version.id().isNone();
  }

  private static ManagedKeyRecord each(
      ManagedKeyRecord record, UnaryOperator<VersionRecord> change) {
    RecordBuilder next = record.toBuilder();
    boolean changed = false;
    for (VersionRecord version : record.versions()) {
      VersionRecord other = change.apply(version);
      changed |= !other.equals(version);
      next.version(other);
    }
    return changed ? next.build() : record;
  }

  private static VersionRecord withId(VersionRecord version, KeyId id) {
    return new VersionRecord(
        version.number(),
        id,
        version.standing(),
        version.origin(),
        version.created(),
        version.used());
  }

  static ManagedKeyRecord floor(ManagedKeyRecord record, int number) {
    KeyOperation.CHANGE_VERSION.require(record);
    if (number < 1 || number > record.current()) {
      throw new ManagedKeyException(
              Reason.STATE,
              "the floor of key '"
                  + record.alias()
                  + "' is one of its versions from 1 to the current one, "
                  + record.current()
                  + ", not "
                  + number)
          .about(record.alias());
    }
    return record.floor() == number ? record : record.toBuilder().floor(number).build();
  }

  private static ManagedKeyException pending(ManagedKeyRecord record, VersionRecord version) {
    return new ManagedKeyException(
            Reason.STATE,
            VersionPair.name(record.alias(), version.number())
                + " waits for its certificate: activate the version with it, or destroy the version"
                + " to give it up")
        .about(record.alias(), version.number());
  }

  private static void requireNonePending(ManagedKeyRecord record) {
    record
        .pendingVersion()
        .ifPresent(
            version -> {
              throw pending(record, version);
            });
  }

  /** The record, if a new version can be made in the token. */
  static ManagedKeyRecord rotatable(ManagedKeyRecord record, int expectedCurrent) {
    replaceable(record, expectedCurrent);
    requireNonePending(record);
    return record;
  }

  /** The record, if a new version can take the place of the current one; it may wait already. */
  static ManagedKeyRecord replaceable(ManagedKeyRecord record, int expectedCurrent) {
    KeyOperation.ROTATE.require(record);
    requireCurrent(record, expectedCurrent);
    if (KeyTransitions.isImported(record)) {
      throw new ManagedKeyException(
              Reason.UNSUPPORTED,
              "key '"
                  + record.alias()
                  + "' cannot be rotated: its current version was imported; import the next one")
          .about(record.alias());
    }
    return record;
  }

  /** The record, if a new version can be imported. */
  static ManagedKeyRecord importable(ManagedKeyRecord record, int expectedCurrent) {
    KeyOperation.IMPORT.require(record);
    requireCurrent(record, expectedCurrent);
    requireNonePending(record);
    if (record.rotationPeriod() != null) {
      throw new ManagedKeyException(
              Reason.STATE,
              "key '"
                  + record.alias()
                  + "' cannot be given an imported version: it is rotated automatically, every "
                  + record.rotationPeriod()
                  + "; switch that off first")
          .about(record.alias());
    }
    return record;
  }

  private static void requireCurrent(ManagedKeyRecord record, int expected) {
    if (record.current() != expected) {
      throw new ManagedKeyException(
              Reason.CONFLICT,
              "the current version of key '"
                  + record.alias()
                  + "' is "
                  + record.current()
                  + ", not "
                  + expected
                  + ": somebody else has changed it")
          .about(record.alias());
    }
  }

  /** A version that waits for its certificate. */
  static VersionRecord requirePending(ManagedKeyRecord record, int number) {
    KeyOperation.ROTATE.require(record);
    VersionRecord version = required(record, number);
    if (version.standing() != Standing.PENDING) {
      throw new ManagedKeyException(
              Reason.CONFLICT,
              VersionPair.name(record.alias(), number)
                  + " does not wait for a certificate: "
                  + (version.standing() == Standing.DESTROYED
                      ? "it was given up"
                      : "it is in use already"))
          .about(record.alias(), number);
    }
    return version;
  }

  /** The record once a version's certificate is there, which has waited for it. */
  static ManagedKeyRecord activated(ManagedKeyRecord record, VersionRecord version) {
    return added(record, version.with(Standing.ENABLED));
  }

  /** The record with a new version: the current one from here on, unless it is to wait. */
  static ManagedKeyRecord added(ManagedKeyRecord record, VersionRecord version) {
    if (version.standing() == Standing.PENDING) {
      return record.toBuilder().version(version).build();
    }
    return record.toBuilder()
        .state(KeyState.ENABLED)
        .version(version)
        .current(version.number())
        .build();
  }

  /** A version by its number. */
  static VersionRecord required(ManagedKeyRecord record, int number) {
    return record
        .version(number)
        .orElseThrow(
            () ->
                new ManagedKeyException(
                        Reason.NOT_FOUND, "key '" + record.alias() + "' has no version " + number)
                    .about(record.alias(), number));
  }

  /** A version that is neither gone nor yet to come. */
  static VersionRecord decided(ManagedKeyRecord record, VersionRecord version) {
    if (version.standing() == Standing.PENDING) {
      throw pending(record, version);
    }
    if (version.standing() == Standing.DESTROYED) {
      throw new ManagedKeyException(
              Reason.DESTROYED,
              "version "
                  + version.number()
                  + " of key '"
                  + record.alias()
                  + "' is destroyed, for good")
          .about(record.alias(), version.number());
    }
    return version;
  }

  private static void requireNotCurrent(
      ManagedKeyRecord record, VersionRecord version, String done, String instead) {
    if (version.number() == record.current()) {
      throw new ManagedKeyException(
              Reason.STATE,
              "version "
                  + version.number()
                  + " of key '"
                  + record.alias()
                  + "' cannot be "
                  + done
                  + ": it is the current one; "
                  + (record.state() == KeyState.DISABLED ? "enable and rotate" : "rotate")
                  + " the key first, or "
                  + instead)
          .about(record.alias(), version.number());
    }
  }

  private static ManagedKeyRecord to(
      Standing standing, ManagedKeyRecord record, VersionRecord version) {
    return version.standing() == standing
        ? record
        : record.toBuilder().version(version.with(standing)).build();
  }
}
