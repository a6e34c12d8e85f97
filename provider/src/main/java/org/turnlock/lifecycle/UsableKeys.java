// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.InvalidKeyException;
import java.util.Optional;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.directory.KeyStates;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.keys.record.ManagedKeyRecord;

/** The JCA keys of names, {@code payments} and {@code payments@3}, as the records are now. */
final class UsableKeys {
  private final RecordChanges changes;
  private final ManagedKeyDirectory directory;

  UsableKeys(RecordChanges changes, ManagedKeyDirectory directory) {
    this.changes = changes;
    this.directory = directory;
  }

  /**
   * The key; what its version may do is said when it is used.
   *
   * @throws org.turnlock.keys.ManagedKeyException if there is none, or none that may be used
   */
  TokenBackedKey named(String name) throws InvalidKeyException {
    Optional<KeyNames.Pinned> pinned = KeyNames.parse(name);
    String alias = pinned.map(KeyNames.Pinned::alias).orElse(name);
    ManagedKeyRecord record = changes.required(alias);
    KeyStates.requireUsable(record);
    if (pinned.isEmpty()) {
      return directory.key(alias).orElseThrow();
    }
    int version = pinned.get().version();
    KeyStates.requireUsable(record, VersionTransitions.required(record, version));
    return directory.version(alias, version).orElseThrow();
  }
}
