// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.turnlock.token.KeyUsage;

/**
 * A managed key as it stood when it was asked for. Never key bytes.
 *
 * @param current number of the current version; 0 while the key awaits its first import
 * @param versions by number, destroyed ones too
 * @param floor versions with a lower number do no old work
 * @param rotationPeriod empty where the key is rotated by hand only
 * @param nextRotation when the key is due
 * @param deletionDate when the material is destroyed
 */
public record ManagedKeyInfo(
    String alias,
    ManagedKeyKind kind,
    KeyState state,
    int current,
    List<KeyVersion> versions,
    int floor,
    Set<KeyUsage> usages,
    Instant created,
    Optional<Duration> rotationPeriod,
    Optional<Instant> nextRotation,
    Optional<Instant> deletionDate,
    UseLimits limits,
    String description,
    Map<String, String> tags) {
  public ManagedKeyInfo {
    versions = List.copyOf(versions);
    usages = Set.copyOf(usages);
    tags = Map.copyOf(tags);
  }

  /** A version by its number; empty if there never was one. */
  public Optional<KeyVersion> version(int number) {
    return versions.stream().filter(version -> version.number() == number).findFirst();
  }
}
