// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.record.RecordShelf.Found;
import org.turnlock.keys.record.RecordShelf.Kept;
import org.turnlock.keys.record.RecordShelf.SeenLease;
import org.turnlock.keys.record.StoreSettings.Step;
import org.turnlock.token.KeyId;
import org.turnlock.token.TokenData;

/**
 * What the holder of a lease writes. It may be slow, stopped for a while, or taken for dead, and
 * still never takes away a record that somebody may have used: a new record is there before an
 * older one goes, and who takes over first writes a record of a higher revision, the fence, so that
 * what the other may still write is below it and read by nobody.
 */
final class LeaseWriter {
  private final RecordShelf shelf;
  private final StoreSettings settings;
  private final List<TokenData> own = new ArrayList<>();
  private final List<SeenLease> overtaken;
  private LeaseNote note;
  private long since;
  private long revision;
  private boolean disputed;

  /** The newest record, as far as is known; null where there is none, not even a tombstone. */
  private StoredRecord base;

  /**
   * @param since a time before anybody could see the announcement
   * @param leases all that are there; but for the own one, dead
   */
  LeaseWriter(
      RecordShelf shelf,
      StoreSettings settings,
      LeaseNote note,
      TokenData announcement,
      long since,
      List<SeenLease> leases) {
    this.shelf = shelf;
    this.settings = settings;
    this.note = note;
    this.since = since;
    this.revision = note.revision();
    this.overtaken =
        new ArrayList<>(leases.stream().filter(it -> !it.owner().equals(note.owner())).toList());
    own.add(announcement);
  }

  String alias() {
    return note.alias();
  }

  KeyId keyId() {
    return note.keyId();
  }

  /** The leases that this one has taken over, and whose keys may be left behind. */
  List<SeenLease> overtaken() {
    return List.copyOf(overtaken);
  }

  Optional<ManagedKeyRecord> key() {
    return base == null ? Optional.empty() : base.key();
  }

  StoredRecord base() {
    return base;
  }

  /** Whether what was written last may not be what others see. */
  boolean isDisputed() {
    return disputed;
  }

  /**
   * Reads what there is. If another writer may come late: writes the fence, looks what he has
   * written before it stood, and settles that, so that whoever comes next agrees on what counts.
   *
   * @throws ManagedKeyException if the lease was itself taken over meanwhile
   */
  void begin(List<Kept> records, Predicate<KeyId> keyExists) {
    base = records.isEmpty() ? null : records.get(0).record();
    boolean mayComeLate =
        overtaken.stream().anyMatch(lease -> lease.note() == null || !lease.note().abandoned());
    if (!mayComeLate) {
      return;
    }
    long settled = base == null ? 0 : Math.max(0, base.settled());
    put(LateRecords.merged(base, records, keyExists), folded(), settled);
    settings.steps().after(Step.FENCE_WRITTEN);
    Optional<ManagedKeyRecord> merged = LateRecords.merged(base, shelf.records(alias()), keyExists);
    put(merged, folded(), base.revision());
    confirm();
  }

  private List<UsageLedger.Folded> folded() {
    return base == null ? List.of() : base.folded();
  }

  /** Writes the next revision. */
  void put(Optional<ManagedKeyRecord> key, List<UsageLedger.Folded> folded) {
    put(key, folded, base == null ? StoredRecord.NOBODY_LATE : base.settled());
    settings.steps().after(Step.RECORD_WRITTEN);
  }

  private void put(Optional<ManagedKeyRecord> key, List<UsageLedger.Folded> folded, long settled) {
    if (revision - note.revision() >= LeaseNote.REVISIONS) {
      throw new ManagedKeyException(
              Reason.BUSY, "too many changes of key '" + alias() + "' under one lease")
          .about(alias());
    }
    StoredRecord next =
        new StoredRecord(
            alias(),
            revision,
            note.owner(),
            settled,
            key.map(it -> it.toBuilder().revision(revision).build()),
            folded,
            base == null ? List.of() : base.extensions());
    shelf.add(next);
    revision++;
    base = next;
  }

  /** Fails unless the lease is good for long enough to write once. */
  void requireTime() {
    long half = settings.leaseTime().toNanos() / 2;
    if (settings.nanoTime().getAsLong() - since > half) {
      renew();
    }
  }

  /** Announces itself once more; all that could have happened meanwhile is looked for. */
  private void renew() {
    LeaseNote next = note.next();
    long now = settings.nanoTime().getAsLong();
    own.add(shelf.add(next));
    note = next;
    if (!isUndisputed(shelf.leases(alias())) || !baseIsNewest(shelf.records(alias()))) {
      throw new ManagedKeyException(
              Reason.BUSY,
              "the change of key '"
                  + alias()
                  + "' took too long and another process has gone ahead; nothing was changed")
          .about(alias());
    }
    since = now;
  }

  /** Whether the first announcement still stands, and nobody but the dead is there. */
  private boolean isUndisputed(List<SeenLease> leases) {
    boolean there = false;
    for (SeenLease lease : leases) {
      if (lease.owner().equals(note.owner())) {
        there |= lease.note().part() == 0;
      } else if (!note.takesOver().contains(lease.owner())) {
        return false;
      }
    }
    return there;
  }

  private boolean baseIsNewest(List<Kept> records) {
    return base == null ? records.isEmpty() : !records.isEmpty() && isBase(records.get(0).record());
  }

  private boolean isBase(StoredRecord record) {
    return record.revision() == base.revision() && record.writer().equals(base.writer());
  }

  /**
   * Looks whether what was just written is the newest there is, and nobody has taken the holder for
   * dead before it was there; then removes what it replaces.
   */
  void confirm() {
    List<SeenLease> leases = shelf.leases(alias());
    Found found = shelf.find(alias());
    boolean there = leases.stream().anyMatch(lease -> lease.owner().equals(note.owner()));
    boolean takenForDead =
        leases.stream()
            .anyMatch(it -> it.note() != null && it.note().takesOver().contains(note.owner()));
    if (!there || takenForDead || !baseIsNewest(found.records())) {
      disputed = true;
      throw new ManagedKeyException(
              Reason.CONFLICT,
              "the change of key '"
                  + alias()
                  + "' took so long that another process has taken over; look at the key again, the"
                  + " change may have happened or not")
          .about(alias());
    }
    removeOlder(found);
    settings.steps().after(Step.OLDER_RECORDS_REMOVED);
  }

  /**
   * The oldest first: what is left when the process ends is always the newest. Of those that are
   * not all there only older ones: what a successor is making has a higher revision.
   */
  private void removeOlder(Found found) {
    for (StoredValue broken : found.broken()) {
      if (broken.part().number() < base.revision()) {
        shelf.remove(broken);
      }
    }
    List<Kept> records = found.records();
    for (int i = records.size() - 1; i >= 0; i--) {
      if (records.get(i).record().revision() < base.revision()) {
        shelf.remove(records.get(i).stored());
      }
    }
  }

  /** The overtaken leases' keys have been seen to. */
  void removeOvertaken() {
    overtaken.forEach(lease -> shelf.remove(lease.object()));
    overtaken.clear();
    settings.steps().after(Step.LEFTOVERS_REMOVED);
  }

  /** Removes the record's last object, where no late writer can bring an older one back. */
  void removeTombstone() {
    if (!base.isFenced()) {
      for (Kept kept : shelf.records(alias())) {
        if (isBase(kept.record())) {
          shelf.remove(kept.stored());
        }
      }
      base = null;
    }
  }

  /** Ends the lease, but leaves word of its key, which may have been made and belong to nobody. */
  void abandon() {
    shelf.add(note.abandon());
    settings.steps().after(Step.KEY_ABANDONED);
    giveBack();
  }

  void giveBack() {
    own.forEach(shelf::remove);
    settings.steps().after(Step.LEASE_GIVEN_BACK);
  }
}
