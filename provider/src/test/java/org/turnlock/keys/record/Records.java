// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.turnlock.keys.KeyOrigin;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.record.VersionRecord.Standing;
import org.turnlock.token.DataObjects;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenData;

/** Records to test with, and a look at what there is of them. */
final class Records {
  static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789Z");

  private Records() {}

  /** An AES key whose first version is the key of this id. */
  static ManagedKeyRecord first(String alias, KeyId id) {
    return new RecordBuilder(alias, new ManagedKeyKind("AES", 256, ""), NOW)
        .usages(Set.of(KeyUsage.ENCRYPT, KeyUsage.DECRYPT))
        .state(KeyState.ENABLED)
        .version(version(1, id))
        .current(1)
        .build();
  }

  static VersionRecord version(int number, KeyId id) {
    return new VersionRecord(number, id, Standing.ENABLED, KeyOrigin.GENERATED, NOW, Usage.NONE);
  }

  /** The key after a rotation. */
  static ManagedKeyRecord rotated(ManagedKeyRecord key, KeyId id) {
    int number = key.nextNumber();
    return key.toBuilder().version(version(number, id)).current(number).build();
  }

  /** The key with a version that waits for its certificate. */
  static ManagedKeyRecord prepared(ManagedKeyRecord key, KeyId id) {
    return key.toBuilder().version(version(key.nextNumber(), id).with(Standing.PENDING)).build();
  }

  /** The key whose waiting version is current. */
  static ManagedKeyRecord activated(ManagedKeyRecord key) {
    VersionRecord waiting = key.pendingVersion().orElseThrow();
    return key.toBuilder()
        .version(waiting.with(Standing.ENABLED))
        .current(waiting.number())
        .build();
  }

  static List<TokenData> leases(DataObjects data, String alias) {
    return data.data(RecordShelf.LEASES, alias);
  }

  static List<StoredValue> records(DataObjects data, String alias) {
    return Parts.join(data.data(RecordShelf.RECORDS, alias));
  }

  static List<StoredValue> ledgers(DataObjects data, String alias) {
    return Parts.join(data.data(RecordShelf.LEDGERS, alias));
  }
}
