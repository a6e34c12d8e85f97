// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process tells of the use of keys: one ledger for each, which nobody else writes, so
 * that no lease is needed.
 */
final class OwnLedgers {
  /** Who was silent for longer looks whether others have taken him for dead. */
  private static final Duration SURELY_ALIVE = Duration.ofDays(1);

  private final RecordShelf shelf;
  private final StoreSettings settings;
  private final Map<String, Own> ledgers = new ConcurrentHashMap<>();

  OwnLedgers(RecordShelf shelf, StoreSettings settings) {
    this.shelf = shelf;
    this.settings = settings;
  }

  void add(String alias, int version, Usage used) {
    ledgers.computeIfAbsent(alias, Own::new).add(version, used);
  }

  /** Says of every ledger that nothing will be added. */
  void close() {
    ledgers.values().forEach(Own::close);
    ledgers.clear();
  }

  private final class Own {
    private final String alias;
    private WriterId id = WriterId.random();
    private long sequence;
    private Instant written = Instant.EPOCH;
    private SortedMap<Integer, Usage> told = new TreeMap<>();
    private final List<StoredValue> objects = new ArrayList<>();

    Own(String alias) {
      this.alias = alias;
    }

    synchronized void add(int version, Usage used) {
      if (written.plus(SURELY_ALIVE).isBefore(settings.clock().instant()) && isGone()) {
        begin();
      }
      SortedMap<Integer, Usage> now = new TreeMap<>(told);
      now.put(version, told.getOrDefault(version, Usage.NONE).plus(used));
      write(now, false);
    }

    private boolean isGone() {
      return shelf.ledgers(alias).read().stream().noneMatch(it -> it.ledger().id().equals(id));
    }

    private void begin() {
      id = WriterId.random();
      sequence = 0;
      told = new TreeMap<>();
      objects.clear();
    }

    /**
     * The new object first: killed in between, the higher sequence number counts. The very first,
     * which tells nothing, stays for as long as there is a ledger: whoever finds only that has
     * searched while another was replaced.
     */
    private void write(SortedMap<Integer, Usage> all, boolean closed) {
      if (sequence == 0) {
        add(new TreeMap<>(), false);
      }
      StoredValue object = add(all, closed);
      told = all;
      while (!objects.isEmpty()) {
        shelf.remove(objects.get(0));
        objects.remove(0);
      }
      objects.add(object);
    }

    private StoredValue add(SortedMap<Integer, Usage> all, boolean closed) {
      Instant now = settings.clock().instant();
      StoredValue object =
          shelf.add(
              new UsageLedger(alias, id, sequence + 1, ProcessIdentity.own(), now, closed, all));
      sequence++;
      written = now;
      return object;
    }

    synchronized void close() {
      if (sequence > 0) {
        write(told, true);
        begin();
      }
    }
  }
}
