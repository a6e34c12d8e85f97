// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import org.turnlock.keys.KeyState;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.VersionRecord;

/** What the states of a key and of its versions forbid, and how that is said. */
public final class KeyStates {
  private KeyStates() {}

  /** Whether the key as a whole may be used. */
  public static void requireUsable(ManagedKeyRecord record) {
    if (record.state() != KeyState.ENABLED) {
      throw notUsable(record);
    }
  }

  private static ManagedKeyException notUsable(ManagedKeyRecord record) {
    String key = "key '" + record.alias() + "' ";
    ManagedKeyException refusal =
        switch (record.state()) {
          case ENABLED -> throw new IllegalArgumentException(key + "may be used");
          case DISABLED ->
              new ManagedKeyException(
                  Reason.DISABLED, key + "is disabled: enable it to use it again");
          case PENDING_IMPORT ->
              new ManagedKeyException(
                  Reason.STATE, key + "has no material yet: import a version first");
          case PENDING_DELETION ->
              new ManagedKeyException(
                  Reason.STATE,
                  key
                      + "is to be deleted on "
                      + record.deletionDate()
                      + ": cancel the deletion and enable the key to use it again");
        };
    return refusal.about(record.alias());
  }

  /** Whether a version may be used at all. */
  public static void requireUsable(ManagedKeyRecord record, VersionRecord version) {
    requireUsable(record);
    if (version.standing() != VersionRecord.Standing.ENABLED) {
      throw notUsable(record, version);
    }
  }

  private static ManagedKeyException notUsable(ManagedKeyRecord record, VersionRecord version) {
    String name = "version " + version.number() + " of key '" + record.alias() + "' ";
    ManagedKeyException refusal =
        switch (version.standing()) {
          case ENABLED -> throw new IllegalArgumentException(name + "may be used");
          case DISABLED ->
              new ManagedKeyException(
                  Reason.DISABLED, name + "is disabled: enable the version to use it again");
          case DESTROYED ->
              new ManagedKeyException(Reason.DESTROYED, name + "is destroyed, for good");
          case PENDING ->
              new ManagedKeyException(
                  Reason.STATE, name + "waits for its certificate: activate it to use it");
        };
    return refusal.about(record.alias(), version.number());
  }

  /** Whether a version may decrypt, unwrap and verify. */
  public static void requireOldWork(ManagedKeyRecord record, VersionRecord version) {
    requireUsable(record, version);
    if (version.number() < record.floor()) {
      throw new ManagedKeyException(
              Reason.BELOW_FLOOR,
              "version "
                  + version.number()
                  + " of key '"
                  + record.alias()
                  + "' is below the floor, which is "
                  + record.floor()
                  + ": lower the floor to use it again")
          .about(record.alias(), version.number());
    }
  }

  /** Whether a version may encrypt, sign, wrap and make MACs. */
  public static void requireNewWork(ManagedKeyRecord record, VersionRecord version) {
    requireUsable(record, version);
    if (version.number() != record.current()) {
      throw new ManagedKeyException(
              Reason.STATE,
              "version "
                  + version.number()
                  + " of key '"
                  + record.alias()
                  + "' only decrypts and verifies: use '"
                  + record.alias()
                  + "', whose current version is "
                  + record.current())
          .about(record.alias(), version.number());
    }
  }
}
