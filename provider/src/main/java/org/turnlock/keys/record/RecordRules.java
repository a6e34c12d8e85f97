// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.record.VersionRecord.Standing;
import org.turnlock.token.KeyId;

/** What is true of every record: none that breaks a rule is written, or used when read. */
final class RecordRules {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");

  private RecordRules() {}

  /** The first rule that the record breaks, in words; empty if it breaks none. */
  static Optional<String> violation(ManagedKeyRecord key) {
    return Stream.of(names(key), versions(key), states(key), numbers(key))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> broken(boolean broken, String words) {
    return broken ? Optional.of(words) : Optional.empty();
  }

  private static Optional<String> names(ManagedKeyRecord key) {
    try {
      KeyNames.requireAlias(key.alias());
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
    boolean texts =
        Stream.concat(
                Stream.of(
                    key.kind().algorithm(), key.kind().curve(), key.description(), key.certified()),
                key.tags().entrySet().stream().flatMap(t -> Stream.of(t.getKey(), t.getValue())))
            .allMatch(StandardCharsets.UTF_8.newEncoder()::canEncode);
    return broken(!texts || key.kind().algorithm().isBlank(), "it holds a text that is none");
  }

  private static Optional<String> versions(ManagedKeyRecord key) {
    Set<Integer> numbers = new HashSet<>();
    Set<KeyId> ids = new HashSet<>();
    for (VersionRecord version : key.versions()) {
      int number = version.number();
      if (number < 1 || number > KeyNames.MOST_VERSIONS) {
        return Optional.of("it has a version of number " + number);
      }
      if (!numbers.add(number)) {
        return Optional.of("it has version " + number + " twice");
      }
      boolean gone = version.standing() == Standing.DESTROYED && version.id().isNone();
      if (!gone && (version.id().isNone() || !ids.add(version.id()))) {
        return Optional.of("version " + number + " has no CKA_ID of its own");
      }
      if (version.used().uses() < 0 || version.used().bytes() < 0) {
        return Optional.of("version " + number + " was used less than never");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> states(ManagedKeyRecord key) {
    int current = key.current();
    boolean pendingDeletion = key.state() == KeyState.PENDING_DELETION;
    boolean currentIsEnabled =
        key.version(current)
            .filter(it -> pendingDeletion || it.standing() == Standing.ENABLED)
            .isPresent();
    return Stream.of(
            broken(
                current != 0 && !currentIsEnabled,
                "its current version " + current + " is not among the enabled ones"),
            broken(
                current == 0 && key.state() == KeyState.ENABLED,
                "it is enabled and has no current version"),
            broken(
                current != 0 && key.state() == KeyState.PENDING_IMPORT,
                "it waits for an import and has a current version"),
            broken(
                key.floor() < 1 || current != 0 && key.floor() > current,
                "its floor " + key.floor() + " is not between 1 and the current version"),
            broken(
                pendingDeletion != (key.deletionDate() != null),
                "it must have a deletion date if and only if it is pending deletion"),
            broken(
                key.nextRotation() != null && key.rotationPeriod() == null,
                "it has a next rotation and no period"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> numbers(ManagedKeyRecord key) {
    boolean period =
        key.rotationPeriod() == null
            || !key.rotationPeriod().isNegative() && !key.rotationPeriod().isZero();
    boolean times =
        Stream.concat(
                Stream.of(key.created(), key.nextRotation(), key.deletionDate()),
                key.versions().stream().flatMap(v -> Stream.of(v.created(), v.used().last())))
            .filter(Objects::nonNull)
            .allMatch(time -> !time.isBefore(FIRST) && time.isBefore(AFTER_LAST));
    return broken(
        key.revision() < 0 || key.kind().bits() < 0 || !period || !times,
        "it holds a number or a time out of range");
  }
}
