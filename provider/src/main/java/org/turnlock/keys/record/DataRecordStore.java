// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.turnlock.keys.record.RecordShelf.Kept;
import org.turnlock.keys.record.RecordShelf.Ledgers;
import org.turnlock.token.DataObjects;
import org.turnlock.token.KeyId;

/** Records kept as data objects, in a token or in files. */
final class DataRecordStore implements RecordStore {
  private static final System.Logger LOG = System.getLogger(DataRecordStore.class.getName());

  private static final int SEARCHES = 50;
  private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(10).toNanos();

  private final RecordShelf shelf;
  private final StoreSettings settings;
  private final LeaseTaking leases;
  private final OwnLedgers ledgers;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final Set<String> warned = ConcurrentHashMap.newKeySet();
  private volatile boolean knowing;

  /**
   * @param scope names the place, the same wherever it is opened in this process
   * @param keyExists whether the token has a key of this CKA_ID
   */
  DataRecordStore(
      DataObjects data, String scope, Predicate<KeyId> keyExists, StoreSettings settings) {
    this.shelf = new RecordShelf(data, settings);
    this.settings = settings;
    this.leases = new LeaseTaking(shelf, scope, keyExists, settings);
    this.ledgers = new OwnLedgers(shelf, settings);
  }

  @Override
  public List<ManagedKeyRecord> all() {
    return list().records();
  }

  /** What a listing has missed, as {@link #newest(String)} says, is looked for by its name. */
  @Override
  public Listing list() {
    Map<String, UnreadableRecord> unreadable = new TreeMap<>();
    Map<String, ManagedKeyRecord> all = listed(unreadable);
    if (!knowing) {
      // Nobody knows yet what could be missed.
      listed(unreadable).forEach(all::putIfAbsent);
      knowing = true;
    }
    for (String alias : List.copyOf(seen)) {
      if (!all.containsKey(alias) && !unreadable.containsKey(alias)) {
        find(alias).ifPresent(record -> all.put(alias, record));
      }
    }
    all.keySet().removeAll(unreadable.keySet());
    seen.addAll(all.keySet());
    warn(unreadable);
    return new Listing(List.copyOf(all.values()), List.copyOf(unreadable.values()));
  }

  /** Once for each, as long as it stays as it is. */
  private void warn(Map<String, UnreadableRecord> unreadable) {
    warned.retainAll(unreadable.keySet());
    unreadable.forEach(
        (alias, record) -> {
          if (warned.add(alias)) {
            LOG.log(System.Logger.Level.WARNING, record.reason());
          }
        });
  }

  private Map<String, ManagedKeyRecord> listed(Map<String, UnreadableRecord> unreadable) {
    Map<String, ManagedKeyRecord> listed = new HashMap<>();
    shelf.newest(record -> unreadable.put(record.alias(), record)).stream()
        .map(StoredRecord::key)
        .flatMap(Optional::stream)
        .forEach(record -> listed.put(record.alias(), record));
    return listed;
  }

  @Override
  public Optional<ManagedKeyRecord> find(String alias) {
    return newest(alias).flatMap(StoredRecord::key);
  }

  /**
   * A search that passes the place of a new object before it is made, and that of the old one after
   * it has gone, finds neither. So whoever finds nothing looks twice.
   */
  private Optional<StoredRecord> newest(String alias) {
    List<Kept> records = shelf.records(alias);
    if (records.isEmpty()) {
      records = shelf.records(alias);
    }
    if (records.isEmpty()) {
      seen.remove(alias);
      return Optional.empty();
    }
    seen.add(alias);
    return Optional.of(records.get(0).record());
  }

  @Override
  public RecordLease lease(String alias) {
    return leases.take(alias);
  }

  @Override
  public void endChanges(Duration patience) {
    leases.end(patience);
  }

  @Override
  public void addUsage(String alias, int version, Usage used) {
    ledgers.add(alias, version, used);
  }

  /** Ledgers first: one that the record has taken in meanwhile is then known to be in it. */
  @Override
  public List<ToldUsage> toldUsage(String alias) {
    List<UsageLedger> told = ledgersTogether(alias);
    return told.isEmpty() ? List.of() : beyond(newest(alias).orElse(null), told);
  }

  /** By one search for all; a key whose ledger or record that does not show is looked at alone. */
  @Override
  public Map<String, List<ToldUsage>> toldUsage(Collection<String> aliases) {
    Map<String, Ledgers> ledgers = shelf.ledgers();
    Map<String, StoredRecord> records =
        shelf.newest(unreadable -> {}).stream()
            .collect(Collectors.toMap(StoredRecord::alias, record -> record));
    Map<String, List<ToldUsage>> all = new HashMap<>();
    for (String alias : aliases) {
      List<UsageLedger> told =
          UsageFolding.latest(
              ledgers.getOrDefault(alias, new Ledgers(List.of(), List.of())).read());
      boolean whole =
          records.containsKey(alias) && told.stream().noneMatch(UsageLedger::isBeginning);
      all.put(alias, whole ? beyond(records.get(alias), told) : toldUsage(alias));
    }
    return all;
  }

  /** What ledgers tell that is not in the record. */
  private static List<ToldUsage> beyond(StoredRecord record, List<UsageLedger> told) {
    Map<WriterId, SortedMap<Integer, Usage>> counted = UsageFolding.counted(record);
    SortedMap<Integer, Usage> sums = new TreeMap<>();
    for (UsageLedger ledger : told) {
      UsageLedger.remaining(ledger.used(), counted.getOrDefault(ledger.id(), new TreeMap<>()))
          .forEach((version, used) -> sums.merge(version, used, Usage::plus));
    }
    List<ToldUsage> all = new ArrayList<>();
    sums.forEach((version, used) -> all.add(new ToldUsage(version, used)));
    return all;
  }

  /**
   * The ledgers of all processes. Of one that is being replaced a search may show only the
   * beginning: then it is repeated. A process that was killed, or stopped, before it told anything
   * has no more.
   */
  private List<UsageLedger> ledgersTogether(String alias) {
    Set<WriterId> ended = Set.of();
    for (int attempt = 1; ; attempt++) {
      List<UsageLedger> found = UsageFolding.latest(shelf.ledgers(alias).read());
      List<UsageLedger> begun = found.stream().filter(UsageLedger::isBeginning).toList();
      if (attempt == SEARCHES || ended.containsAll(begun.stream().map(UsageLedger::id).toList())) {
        return found;
      }
      ended =
          begun.stream()
              .filter(UsageLedger::isOfEndedProcess)
              .map(UsageLedger::id)
              .collect(Collectors.toSet());
      if (attempt > 1) {
        settings.pause().accept(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_NANOS));
      }
    }
  }

  @Override
  public void close() {
    ledgers.close();
  }
}
