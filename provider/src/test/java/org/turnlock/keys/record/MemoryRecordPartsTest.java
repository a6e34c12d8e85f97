// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import org.turnlock.token.DataObjects;

/** What a store of records promises, with every record and ledger in several parts. */
class MemoryRecordPartsTest extends RecordStoreContract {
  @Override
  DataObjects place() {
    return new SteppedData().seenBy(() -> {});
  }

  @Override
  RecordStore store(StoreSettings settings) {
    return new DataRecordStore(data, "parts", id -> true, settings.with(60));
  }
}
