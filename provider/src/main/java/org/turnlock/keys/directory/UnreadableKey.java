// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import org.turnlock.keys.KeyNames;
import org.turnlock.keys.record.UnreadableRecord;
import org.turnlock.token.KeyId;

/** A managed key whose record cannot be read: nothing of it may be used, replaced or deleted. */
public final class UnreadableKey {
  private final UnreadableRecord record;

  UnreadableKey(UnreadableRecord record) {
    this.record = record;
  }

  public String alias() {
    return record.alias();
  }

  /** Whether this is the alias, or the name of a version. */
  public boolean isNamed(String name) {
    return name.equals(alias())
        || KeyNames.parse(name).filter(pinned -> pinned.alias().equals(alias())).isPresent();
  }

  /** Whether an object with this CKA_ID, and called so, is a version, as far as can be told. */
  public boolean owns(KeyId id, String label) {
    return record.owns(id, label);
  }

  /** Why it cannot be used. */
  public String refusal() {
    return record.reason();
  }
}
