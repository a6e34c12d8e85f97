// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.RecordLease;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.token.TokenObjects;

/**
 * The one way to change a record: under its lease, as one commit, known to this process at once.
 * What dead processes have left is removed first, and what they have begun to destroy is ended.
 */
final class RecordChanges {
  private final RecordStore store;
  private final ManagedKeyDirectory directory;
  private final PolicyGate gate;

  RecordChanges(RecordStore store, ManagedKeyDirectory directory, PolicyGate gate) {
    this.store = store;
    this.directory = directory;
    this.gate = gate;
  }

  /** The record as it is now. */
  Optional<ManagedKeyRecord> find(String alias) {
    Optional<ManagedKeyRecord> found = store.find(alias);
    found.ifPresent(this::learn);
    return found;
  }

  private void learn(ManagedKeyRecord record) {
    directory.learn(record);
    gate.read(record);
  }

  /** The record of a key that must be there. */
  ManagedKeyRecord required(String alias) {
    return required(alias, find(alias));
  }

  static ManagedKeyRecord required(String alias, Optional<ManagedKeyRecord> found) {
    return found.orElseThrow(
        () ->
            new ManagedKeyException(Reason.NOT_FOUND, "there is no managed key '" + alias + "'")
                .about(alias));
  }

  /**
   * Changes a record as {@code transition} says, which gives back its argument for no change. A
   * change that is refused, or none, writes nothing to the token.
   */
  ManagedKeyRecord change(String alias, UnaryOperator<ManagedKeyRecord> transition) {
    ManagedKeyRecord before = required(alias);
    if (isSame(transition.apply(before), before) && !hasGoing(before)) {
      return before;
    }
    return leased(
        alias,
        work -> {
          ManagedKeyRecord now = required(alias, work.record());
          ManagedKeyRecord next = transition.apply(now);
          return isSame(next, now) ? now : work.endDestructions(work.commit(next));
        });
  }

  @SuppressWarnings(
      "ReferenceEquality") // a transition that changes nothing gives back its argument
  private static boolean isSame(ManagedKeyRecord one, ManagedKeyRecord other) {
    return one == other;
  }

  private static boolean hasGoing(ManagedKeyRecord record) {
    return record.versions().stream().anyMatch(VersionTransitions::isGoing);
  }

  /** What is done while a key is held. */
  @FunctionalInterface
  interface Work<T, E extends Exception> {
    T with(Leased lease) throws E;
  }

  /** Holds a key, cleans up behind those that died holding it, and does {@code work}. */
  <T, E extends Exception> T leased(String alias, Work<T, E> work) throws E {
    try (RecordLease lease = store.lease(alias)) {
      lease.removeLeftovers(objects()::destroyAll);
      Leased held = new Leased(alias, lease);
      if (held.record != null) {
        learn(held.record);
        held.endDestructions(held.record);
      }
      return work.with(held);
    }
  }

  private TokenObjects objects() {
    return directory.token().objects();
  }

  /** A key that is held. For one thread. */
  final class Leased {
    private final String alias;
    private final RecordLease lease;
    private ManagedKeyRecord record;

    private Leased(String alias, RecordLease lease) {
      this.alias = alias;
      this.lease = lease;
      this.record = lease.record().orElse(null);
      record().ifPresent(directory::learn);
    }

    /** The record as it is now; empty if there is none. */
    Optional<ManagedKeyRecord> record() {
      return Optional.ofNullable(record);
    }

    RecordLease lease() {
      return lease;
    }

    /** Makes {@code next} the record. */
    ManagedKeyRecord commit(ManagedKeyRecord next) {
      record = lease.commit(next);
      directory.learn(record);
      return record;
    }

    /** Removes the objects of destroyed versions, and then their ids from the record. */
    ManagedKeyRecord endDestructions(ManagedKeyRecord committed) {
      if (!hasGoing(committed)) {
        return committed;
      }
      removeDestroyed(committed);
      return commit(VersionTransitions.destroyed(committed));
    }

    /** Removes the objects of destroyed versions. */
    void removeDestroyed(ManagedKeyRecord committed) {
      committed.versions().stream()
          .filter(VersionTransitions::isGoing)
          .map(VersionRecord::id)
          .forEach(objects()::destroyAll);
    }

    /** Removes the record. */
    void removeRecord() {
      lease.removeRecord();
      record = null;
      directory.reread(alias);
    }
  }
}
