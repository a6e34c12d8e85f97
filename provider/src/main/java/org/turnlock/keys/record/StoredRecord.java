// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.util.List;
import java.util.Optional;

/**
 * A record as it is kept: the key's, and what its writers need to know of each other.
 *
 * @param writer names the lease under which it was written
 * @param settled records of writers who came late count for nothing up to this revision; {@link
 *     #NOBODY_LATE} if no writer was ever overtaken, so that none can come late
 * @param key empty where there is no key of this alias, and late writers must not bring it back
 * @param folded the ledgers whose use is in the key's versions already, as far as they may still be
 *     there
 * @param extensions what a later Turnlock has added; kept as it is
 */
record StoredRecord(
    String alias,
    long revision,
    WriterId writer,
    long settled,
    Optional<ManagedKeyRecord> key,
    List<UsageLedger.Folded> folded,
    List<Extension> extensions) {

  static final long NOBODY_LATE = -1;

  StoredRecord {
    folded = List.copyOf(folded);
    extensions = List.copyOf(extensions);
  }

  /** Whether a writer who was overtaken may still come late. */
  boolean isFenced() {
    return settled != NOBODY_LATE;
  }

  /** An addition that a reader may ignore. */
  @SuppressWarnings("ArrayRecordComponent")
  record Extension(int id, byte[] value) {}
}
