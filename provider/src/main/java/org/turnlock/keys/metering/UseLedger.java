// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.metering;

import java.util.Optional;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.keys.record.Usage;
import org.turnlock.keys.record.VersionRecord;

/** What all processes have told of the use of one version. */
final class UseLedger {
  private final RecordStore store;
  private final String alias;
  private final VersionRecord version;

  UseLedger(RecordStore store, String alias, VersionRecord version) {
    this.store = store;
    this.alias = alias;
    this.version = version;
  }

  /** Tells what this process has used, or reserves. */
  void tell(Usage used) {
    store.addUsage(alias, version.number(), used);
  }

  /**
   * All together: never less than what was told before this was called. The record takes in the
   * ledgers of processes that have ended; what moves there meanwhile may be counted twice.
   *
   * @throws ManagedKeyException if the version is gone
   */
  Usage total() {
    Usage total = Usage.NONE;
    for (RecordStore.ToldUsage told : store.toldUsage(alias)) {
      if (told.version() == version.number()) {
        total = total.plus(told.used());
      }
    }
    return recorded().orElseThrow(this::gone).used().plus(total);
  }

  /** Whether the version is still there to tell of. */
  boolean isOpen() {
    return recorded().isPresent();
  }

  private ManagedKeyException gone() {
    return new ManagedKeyException(
            ManagedKeyException.Reason.NOT_FOUND,
            "there is no version " + version.number() + " of key '" + alias + "' any more")
        .about(alias, version.number());
  }

  private Optional<VersionRecord> recorded() {
    return store
        .find(alias)
        .flatMap((ManagedKeyRecord record) -> record.version(version.number()))
        .filter(it -> it.id().equals(version.id()));
  }
}
