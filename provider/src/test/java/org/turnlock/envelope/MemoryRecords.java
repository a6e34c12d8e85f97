// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.RecordLease;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.keys.record.Usage;

/** Records of managed keys that a test writes as it likes. */
final class MemoryRecords implements RecordStore {
  private final Map<String, ManagedKeyRecord> records = new ConcurrentHashMap<>();

  void put(ManagedKeyRecord record) {
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
    throw new UnsupportedOperationException();
  }

  @Override
  public void addUsage(String alias, int version, Usage used) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<ToldUsage> toldUsage(String alias) {
    return List.of();
  }
}
