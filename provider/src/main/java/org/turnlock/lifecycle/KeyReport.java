// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.turnlock.keys.KeyVersion;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.keys.record.Usage;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.token.TokenException;

/** Records as programs see them, with what processes have told of their use. */
final class KeyReport {
  private static final System.Logger LOG = System.getLogger(KeyReport.class.getName());

  private final RecordStore store;

  KeyReport(RecordStore store) {
    this.store = store;
  }

  ManagedKeyInfo of(ManagedKeyRecord record) {
    return with(record, store.toldUsage(record.alias()));
  }

  /** Of many keys, in their order. */
  List<ManagedKeyInfo> of(List<ManagedKeyRecord> records) {
    Map<String, List<RecordStore.ToldUsage>> told =
        store.toldUsage(records.stream().map(ManagedKeyRecord::alias).toList());
    return records.stream().map(record -> with(record, told.get(record.alias()))).toList();
  }

  /** After a change: a token that fails only now does not make the change a failure. */
  ManagedKeyInfo changed(ManagedKeyRecord record) {
    try {
      return of(record);
    } catch (TokenException e) {
      LOG.log(
          System.Logger.Level.DEBUG, "what was told of key '" + record.alias() + "' is missing", e);
      return with(record, List.of());
    }
  }

  private static ManagedKeyInfo with(ManagedKeyRecord record, List<RecordStore.ToldUsage> usages) {
    Map<Integer, Usage> told = new HashMap<>();
    for (RecordStore.ToldUsage usage : usages) {
      told.merge(usage.version(), usage.used(), Usage::plus);
    }
    List<KeyVersion> versions =
        record.versions().stream()
            .map(version -> version(record, version, told.get(version.number())))
            .toList();
    return new ManagedKeyInfo(
        record.alias(),
        record.kind(),
        record.state(),
        record.current(),
        versions,
        record.floor(),
        record.usages(),
        record.created(),
        Optional.ofNullable(record.rotationPeriod()),
        Optional.ofNullable(record.nextRotation()),
        Optional.ofNullable(record.deletionDate()),
        record.limits(),
        record.description(),
        record.tags());
  }

  private static KeyVersion version(ManagedKeyRecord record, VersionRecord version, Usage told) {
    Usage used = told == null ? version.used() : version.used().plus(told);
    return new KeyVersion(
        version.number(),
        version.id().toString(),
        record.stateOf(version),
        version.number() < record.floor(),
        version.origin(),
        version.created(),
        used.uses(),
        used.bytes(),
        used.last().equals(Instant.EPOCH) ? Optional.empty() : Optional.of(used.last()));
  }
}
