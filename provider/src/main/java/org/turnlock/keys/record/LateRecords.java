// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.turnlock.keys.record.RecordShelf.Kept;
import org.turnlock.keys.record.VersionRecord.Standing;
import org.turnlock.token.KeyId;

/**
 * Records that a writer has written who had been taken for dead, between the moment when his
 * successor read the record and the one when its fence stood. Somebody may have used their
 * versions: those are kept, for old work.
 */
final class LateRecords {
  private LateRecords() {}

  /**
   * The newest record's key, with the versions that only older records know and whose keys are
   * there. Versions never leave a record, so what an older record knows and a newer one does not is
   * of a late writer. Those that came after the last fence stood, and was looked behind, are left
   * out: nobody can have read them.
   *
   * @param newest null for none
   */
  @SuppressWarnings("ReferenceEquality") // it is one of them
  static Optional<ManagedKeyRecord> merged(
      StoredRecord newest, List<Kept> all, Predicate<KeyId> keyExists) {
    Optional<ManagedKeyRecord> merged = newest == null ? Optional.empty() : newest.key();
    for (Kept kept : all) {
      Optional<ManagedKeyRecord> late = kept.record().key();
      boolean isVoid = newest != null && kept.record().revision() <= newest.settled();
      if (late.isEmpty() || isVoid || kept.record() == newest) {
        continue;
      }
      if (merged.isEmpty()) {
        merged =
            late.filter(
                key -> key.currentVersion().filter(v -> keyExists.test(v.id())).isPresent());
      } else {
        merged = Optional.of(merged(merged.get(), late.get(), keyExists));
      }
    }
    return merged;
  }

  private static ManagedKeyRecord merged(
      ManagedKeyRecord newest, ManagedKeyRecord late, Predicate<KeyId> keyExists) {
    ManagedKeyRecord merged = newest;
    for (VersionRecord version : late.versions()) {
      boolean unknown = merged.version(version.number()).isEmpty() && !merged.owns(version.id());
      if (unknown && version.standing() != Standing.DESTROYED && keyExists.test(version.id())) {
        merged = merged.toBuilder().version(version).build();
      }
    }
    return merged;
  }
}
