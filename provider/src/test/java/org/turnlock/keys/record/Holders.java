// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.util.List;
import org.turnlock.token.DataObjects;
import org.turnlock.token.KeyId;

/** Leases of processes that are not here. */
final class Holders {
  private Holders() {}

  /** A lease of a process on another host. */
  static WriterId foreign(DataObjects data, String alias, long revision, KeyId key) {
    ProcessIdentity elsewhere = new ProcessIdentity("another host", 0, 4711, 1);
    LeaseNote note =
        new LeaseNote(alias, WriterId.random(), 0, elsewhere, revision, key, false, List.of());
    new RecordShelf(data, StoreSettings.STANDARD).add(note);
    return note.owner();
  }
}
