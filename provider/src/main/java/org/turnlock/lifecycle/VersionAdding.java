// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.KeyOrigin;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.RecordRoom;
import org.turnlock.keys.record.Usage;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.keys.record.VersionRecord.Standing;
import org.turnlock.token.KeyId;
import org.turnlock.token.NewKey;
import org.turnlock.token.Token;
import org.turnlock.token.TokenException;

/**
 * Adds versions: the key is made first, under the id that the lease names, and becomes a version by
 * the commit. Whatever fails before that leaves the record as it was and takes the key back.
 */
final class VersionAdding {
  private static final System.Logger LOG = System.getLogger(VersionAdding.class.getName());

  private final RecordChanges changes;
  private final Token token;
  private final Clock clock;

  VersionAdding(RecordChanges changes, Token token, Clock clock) {
    this.changes = changes;
    this.token = token;
    this.clock = clock;
  }

  /**
   * Where the key of a version comes from, and what is done with it before it is committed.
   *
   * @param origin what the record is to say of it
   * @param step sees the new version
   * @param standing what the version may do from the commit on: all, or nothing yet
   * @param <E> what may go wrong
   */
  record Making<E extends Exception>(
      KeyOrigin origin,
      VersionMaterial<? extends E> material,
      NewVersion.Step<? extends E> step,
      Standing standing) {

    /** A version that becomes the current one. */
    Making(
        KeyOrigin origin,
        VersionMaterial<? extends E> material,
        NewVersion.Step<? extends E> step) {
      this(origin, material, step, Standing.ENABLED);
    }
  }

  /** Whether a key takes a new version. */
  @FunctionalInterface
  interface Admission {
    /** The record that the new version begins from; fails if the key does not allow one. */
    ManagedKeyRecord admit(ManagedKeyRecord record);
  }

  /** Adds a version to a key that is there. What is refused writes nothing to the token. */
  <E extends Exception> ManagedKeyRecord add(String alias, Admission admission, Making<E> making)
      throws E {
    RecordRoom.requireForVersion(admission.admit(changes.required(alias)));
    return changes.leased(
        alias,
        held -> add(held, admission.admit(RecordChanges.required(alias, held.record())), making));
  }

  /** Adds the version that comes next in {@code record}, which may be new itself. */
  <E extends Exception> ManagedKeyRecord add(
      RecordChanges.Leased held, ManagedKeyRecord record, Making<E> making) throws E {
    RecordRoom.requireForVersion(record);
    int number = record.nextNumber();
    Instant now = clock.instant();
    KeyId id = held.lease().newKeyId();
    VersionRecord version =
        new VersionRecord(number, id, making.standing(), making.origin(), now, Usage.NONE);
    boolean takenBack = true;
    try {
      String label = KeyNames.of(record.alias(), number);
      NewKey description = new NewKey(true, label, id, record.usages(), true, false);
      VersionMaterial.Made made = making.material().make(record.kind(), description);
      making.step().with(new NewVersion(record, version, made.key(), made.publicKey()));
      takenBack = false;
      return commit(held, VersionTransitions.added(record, version), id);
    } finally {
      if (takenBack) {
        takeBack(id);
      }
    }
  }

  /**
   * Once this is tried the key stays, whatever the answer: a record may own it. If none does, the
   * lease has named it, and whoever changes the managed key next removes it.
   */
  private ManagedKeyRecord commit(RecordChanges.Leased held, ManagedKeyRecord next, KeyId id) {
    try {
      return held.commit(next);
    } catch (TokenException e) {
      // The token may have taken the record before its answer was lost.
      return known(next.alias()).filter(record -> record.owns(id)).orElseThrow(() -> e);
    }
  }

  private Optional<ManagedKeyRecord> known(String alias) {
    try {
      return changes.find(alias);
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Removes a key that will be no version. If the token does not answer, the lease names it. */
  private void takeBack(KeyId id) {
    try {
      token.objects().destroyAll(id);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "the key with CKA_ID " + id + " is left for later", e);
    }
  }
}
