// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.turnlock.token.KeyId;

/** Records that last as long as this object, for tokens that last no longer. */
public final class MemoryRecordStore implements RecordStore {
  private final Map<String, ManagedKeyRecord> records = new ConcurrentHashMap<>();
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
  private final Map<String, Map<Integer, Usage>> told = new ConcurrentHashMap<>();

  /** Without a lease: what a test says is so. */
  public void put(ManagedKeyRecord record) {
    records.put(record.alias(), record);
  }

  @Override
  public List<ManagedKeyRecord> all() {
    return List.copyOf(records.values());
  }

  @Override
  public Optional<ManagedKeyRecord> find(String alias) {
    return Optional.ofNullable(records.get(alias));
  }

  @Override
  public RecordLease lease(String alias) {
    ReentrantLock lock = locks.computeIfAbsent(alias, name -> new ReentrantLock());
    lock.lock();
    return new Lease(alias, lock);
  }

  @Override
  public void addUsage(String alias, int version, Usage used) {
    told.computeIfAbsent(alias, name -> new ConcurrentHashMap<>())
        .compute(version, (number, before) -> (before == null ? Usage.NONE : before).plus(used));
  }

  @Override
  public List<ToldUsage> toldUsage(String alias) {
    return told.getOrDefault(alias, Map.of()).entrySet().stream()
        .map(entry -> new ToldUsage(entry.getKey(), entry.getValue()))
        .toList();
  }

  private final class Lease implements RecordLease {
    private final String alias;
    private final ReentrantLock lock;
    private final KeyId id = KeyId.random();

    Lease(String alias, ReentrantLock lock) {
      this.alias = alias;
      this.lock = lock;
    }

    @Override
    public Optional<ManagedKeyRecord> record() {
      return find(alias);
    }

    @Override
    public KeyId newKeyId() {
      return id;
    }

    @Override
    public void removeLeftovers(Consumer<KeyId> remove) {}

    @Override
    public ManagedKeyRecord commit(ManagedKeyRecord next) {
      long revision = record().map(ManagedKeyRecord::revision).orElse(0L) + 1;
      ManagedKeyRecord written = next.toBuilder().revision(revision).build();
      records.put(alias, written);
      return written;
    }

    @Override
    public void removeRecord() {
      records.remove(alias);
    }

    @Override
    public void close() {
      lock.unlock();
    }
  }
}
