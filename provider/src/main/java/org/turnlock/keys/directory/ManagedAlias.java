// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.token.KeyId;

/**
 * What a managed key's record says of names.
 *
 * @param current number of the current version; 0 while there is none
 * @param versions by number, destroyed ones too
 */
public record ManagedAlias(String alias, boolean pair, int current, List<Version> versions) {
  /**
   * One version.
   *
   * @param name for example {@code payments@3}
   * @param id CKA_ID of its objects
   */
  public record Version(int number, String name, KeyId id, boolean destroyed, Instant created) {}

  static ManagedAlias of(ManagedKeyRecord record) {
    return new ManagedAlias(
        record.alias(),
        record.kind().isPair(),
        record.current(),
        record.versions().stream().map(version -> of(record.alias(), version)).toList());
  }

  private static Version of(String alias, VersionRecord version) {
    return new Version(
        version.number(),
        KeyNames.of(alias, version.number()),
        version.id(),
        version.standing() == VersionRecord.Standing.DESTROYED,
        version.created());
  }

  /** A version by its number; empty if there never was one. */
  public Optional<Version> version(int number) {
    return versions.stream().filter(version -> version.number() == number).findFirst();
  }
}
