// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.turnlock.keys.record.RecordShelf.KeptLedger;
import org.turnlock.keys.record.RecordShelf.Ledgers;
import org.turnlock.keys.record.StoreSettings.Step;

/**
 * Moves the ledgers of processes that have ended into the record, each exactly once: the record
 * that holds a ledger's use also says so, and goes on saying so for as long as the ledger is there.
 * Killed before that record is written, nothing has happened; killed after it, the ledger counts no
 * more.
 */
final class UsageFolding {
  /** A process elsewhere that has told nothing for so long is taken to have ended. */
  private static final Duration SILENCE = Duration.ofDays(7);

  private final RecordShelf shelf;
  private final StoreSettings settings;

  UsageFolding(RecordShelf shelf, StoreSettings settings) {
    this.shelf = shelf;
    this.settings = settings;
  }

  /**
   * @param key with the use of the ended processes
   * @param folded the ledgers that count no more
   * @param spent the objects to remove once the record is written
   */
  record Result(ManagedKeyRecord key, List<UsageLedger.Folded> folded, List<StoredValue> spent) {}

  /**
   * @param base the record that {@code key} is to replace; null for none
   */
  Result fold(ManagedKeyRecord key, StoredRecord base) {
    Ledgers all = shelf.ledgers(key.alias());
    List<KeptLedger> objects = all.read();
    Map<WriterId, SortedMap<Integer, Usage>> counted = counted(base);
    List<UsageLedger.Folded> folded = new ArrayList<>();
    List<StoredValue> spent = new ArrayList<>();
    SortedMap<Integer, Usage> sums = new TreeMap<>();
    for (UsageLedger ledger : latest(objects)) {
      SortedMap<Integer, Usage> before = counted.getOrDefault(ledger.id(), new TreeMap<>());
      if (hasEnded(ledger)) {
        UsageLedger.remaining(ledger.used(), before)
            .forEach((number, used) -> sums.merge(number, used, Usage::plus));
        folded.add(new UsageLedger.Folded(ledger.id(), ledger.used()));
        all.broken().stream()
            .filter(value -> value.part().writer().equals(ledger.id()))
            .forEach(spent::add);
        // The latest last: killed in between, what is left is what the record goes by.
        objects.stream()
            .filter(object -> object.ledger().id().equals(ledger.id()))
            .sorted(Comparator.comparingLong(object -> object.ledger().sequence()))
            .forEach(object -> spent.add(object.stored()));
      } else if (!before.isEmpty()) {
        folded.add(new UsageLedger.Folded(ledger.id(), before));
      }
    }
    return new Result(with(key, sums), folded, spent);
  }

  private static ManagedKeyRecord with(ManagedKeyRecord key, SortedMap<Integer, Usage> sums) {
    RecordBuilder builder = key.toBuilder();
    sums.forEach(
        (number, used) ->
            key.version(number).ifPresent(it -> builder.version(it.with(it.used().plus(used)))));
    return builder.build();
  }

  private boolean hasEnded(UsageLedger ledger) {
    if (ledger.closed()) {
      return true;
    }
    Instant now = settings.clock().instant();
    return ledger.process().isVisible()
        ? ledger.isOfEndedProcess()
        : ledger.written().plus(SILENCE).isBefore(now);
  }

  /** Each ledger in its latest form. */
  static List<UsageLedger> latest(List<KeptLedger> objects) {
    Map<WriterId, UsageLedger> latest = new HashMap<>();
    for (KeptLedger object : objects) {
      latest.merge(
          object.ledger().id(),
          object.ledger(),
          (one, other) -> one.sequence() >= other.sequence() ? one : other);
    }
    return List.copyOf(latest.values());
  }

  /** What of each ledger is in the record. */
  static Map<WriterId, SortedMap<Integer, Usage>> counted(StoredRecord record) {
    Map<WriterId, SortedMap<Integer, Usage>> counted = new HashMap<>();
    if (record != null) {
      record.folded().forEach(folded -> counted.put(folded.id(), folded.used()));
    }
    return counted;
  }

  void remove(List<StoredValue> spent) {
    if (!spent.isEmpty()) {
      spent.forEach(shelf::remove);
      settings.steps().after(Step.LEDGERS_REMOVED);
    }
  }

  void removeAll(String alias) {
    Ledgers all = shelf.ledgers(alias);
    remove(all.broken());
    remove(all.read().stream().map(KeptLedger::stored).toList());
  }
}
