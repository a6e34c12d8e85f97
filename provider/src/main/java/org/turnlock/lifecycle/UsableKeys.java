// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.InvalidKeyException;
import org.turnlock.audit.AuditedKey;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.directory.KeyStates;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.operation.KeyOperations;
import org.turnlock.token.KeyUsage;

/** The JCA keys of names, {@code payments} and {@code payments@3}, as the records are now. */
final class UsableKeys {
  private final RecordChanges changes;
  private final ManagedKeyDirectory directory;
  private final KeyOperations operations;

  /**
   * @param operations tell of refusals
   */
  UsableKeys(RecordChanges changes, ManagedKeyDirectory directory, KeyOperations operations) {
    this.changes = changes;
    this.directory = directory;
    this.operations = operations;
  }

  /**
   * The key; what its version may do is said when it is used.
   *
   * @param use what for, for the audit; null where that is not known
   * @throws ManagedKeyException if there is none, or none that may be used; that is told
   */
  TokenBackedKey named(String name, KeyUsage use) throws InvalidKeyException {
    KeyNames.Pinned named = KeyNames.parse(name).orElse(new KeyNames.Pinned(name, 0));
    try {
      return find(named);
    } catch (ManagedKeyException | InvalidKeyException e) {
      operations.refused(new AuditedKey(named.alias(), named.version(), ""), use, e);
      throw e;
    }
  }

  private TokenBackedKey find(KeyNames.Pinned named) throws InvalidKeyException {
    String alias = named.alias();
    ManagedKeyRecord record = changes.required(alias);
    KeyStates.requireUsable(record);
    int version = named.version();
    if (version == 0) {
      return directory.key(alias).orElseThrow();
    }
    KeyStates.requireUsable(record, VersionTransitions.required(record, version));
    return directory.version(alias, version).orElseThrow();
  }
}
