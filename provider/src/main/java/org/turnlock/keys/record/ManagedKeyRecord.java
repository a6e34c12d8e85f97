// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.UseLimits;
import org.turnlock.keys.VersionState;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyUsage;

/**
 * All that is decided of a managed key. It lives in the token beside the keys; docs/formats.md has
 * its encoding. Immutable: a change is a new record of a higher revision.
 *
 * @param revision rises with every change
 * @param current number of the current version; 0 while there is none
 * @param versions by number, destroyed ones too
 * @param floor versions with a lower number do no old work; 1 for no floor
 * @param rotationPeriod null where the key is rotated by hand only
 * @param nextRotation null where there is no period
 * @param deletionDate null unless the key is pending deletion
 * @param certified whether new versions of a pair get a certificate, and for whom: the subject's
 *     RFC 2253 name, or empty
 * @param policy kept for the policy of the key; empty until there is one
 */
@SuppressWarnings("ArrayRecordComponent")
public record ManagedKeyRecord(
    String alias,
    long revision,
    ManagedKeyKind kind,
    KeyState state,
    int current,
    List<VersionRecord> versions,
    int floor,
    Set<KeyUsage> usages,
    Instant created,
    Duration rotationPeriod,
    Instant nextRotation,
    Instant deletionDate,
    UseLimits limits,
    String description,
    Map<String, String> tags,
    String certified,
    byte[] policy) {

  public ManagedKeyRecord {
    versions = versions.stream().sorted(Comparator.comparingInt(VersionRecord::number)).toList();
    usages = Set.copyOf(usages);
    created = millis(created);
    nextRotation = millis(nextRotation);
    deletionDate = millis(deletionDate);
    rotationPeriod = rotationPeriod == null ? null : rotationPeriod.truncatedTo(ChronoUnit.MILLIS);
    tags = Map.copyOf(tags);
    policy = policy.clone();
  }

  /** Times are kept to the millisecond. */
  static Instant millis(Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
  }

  /** A builder that begins with everything as it is here. */
  public RecordBuilder toBuilder() {
    return new RecordBuilder(this);
  }

  /** A version by its number; empty if there never was one. */
  public Optional<VersionRecord> version(int number) {
    int at = number - 1;
    if (at >= 0 && at < versions.size() && versions.get(at).number() == number) {
      return Optional.of(versions.get(at));
    }
    return search(number);
  }

  /** Numbers that are missing move all that come after them. */
  private Optional<VersionRecord> search(int number) {
    int from = 0;
    int to = versions.size() - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      VersionRecord version = versions.get(middle);
      if (version.number() == number) {
        return Optional.of(version);
      }
      if (version.number() < number) {
        from = middle + 1;
      } else {
        to = middle - 1;
      }
    }
    return Optional.empty();
  }

  /** The current version; empty while there is none. */
  public Optional<VersionRecord> currentVersion() {
    return version(current);
  }

  /** The version that waits for its certificate; there is never more than one. */
  public Optional<VersionRecord> pendingVersion() {
    return versions.stream()
        .filter(version -> version.standing() == VersionRecord.Standing.PENDING)
        .findFirst();
  }

  /** The number of the next version: no number is given twice. */
  public int nextNumber() {
    return versions.isEmpty() ? 1 : versions.get(versions.size() - 1).number() + 1;
  }

  /** What a version may do by itself, whatever the key's state and floor. */
  public VersionState stateOf(VersionRecord version) {
    return switch (version.standing()) {
      case DESTROYED -> VersionState.DESTROYED;
      case DISABLED -> VersionState.DISABLED;
      case PENDING -> VersionState.PENDING;
      case ENABLED ->
          version.number() == current ? VersionState.CURRENT : VersionState.DECRYPT_ONLY;
    };
  }

  /** The versions that do old work, the newest first. */
  public List<VersionRecord> forOldWork() {
    return versions.stream()
        .filter(version -> version.standing() == VersionRecord.Standing.ENABLED)
        .filter(version -> version.number() >= floor)
        .sorted(Comparator.comparingInt(VersionRecord::number).reversed())
        .toList();
  }

  /** Whether a key object in the token is one of the versions. One without CKA_ID never is. */
  public boolean owns(KeyId id) {
    return !id.isNone() && versions.stream().anyMatch(version -> version.id().equals(id));
  }

  /** The label of a version's objects. */
  public String nameOf(VersionRecord version) {
    return KeyNames.of(alias, version.number());
  }
}
