// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.turnlock.keys.KeyVersion;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.UseLimits;
import org.turnlock.operation.ActionAudit.Notes;

/**
 * What a change has made of a managed key, as audit records say it: each thing before and after.
 */
final class KeyDifference {
  /** What records say of a key, by the name that stands after {@code previous} or {@code new}. */
  private static final List<Field> FIELDS =
      List.of(
          new Field("State", info -> info.state().name()),
          new Field("Version", info -> number(info.current())),
          new Field(
              "VersionId", info -> info.version(info.current()).map(KeyVersion::id).orElse("")),
          new Field("Floor", info -> number(info.floor())),
          new Field("RotationPeriod", info -> text(info.rotationPeriod())),
          new Field("NextRotation", info -> text(info.nextRotation())),
          new Field("DeletionDate", info -> text(info.deletionDate())),
          new Field("Limits", info -> limits(info.limits())),
          new Field("Description", ManagedKeyInfo::description),
          new Field("Tags", info -> tags(info.tags())));

  private KeyDifference() {}

  private record Field(String name, Function<ManagedKeyInfo, String> value) {}

  private static String number(int number) {
    return number == 0 ? "" : Integer.toString(number);
  }

  private static String text(Optional<?> value) {
    return value.map(Object::toString).orElse("");
  }

  private static String limits(UseLimits limits) {
    List<String> parts = new ArrayList<>();
    if (limits.uses() != UseLimits.UNLIMITED) {
      parts.add("uses=" + limits.uses());
    }
    if (limits.bytes() != UseLimits.UNLIMITED) {
      parts.add("bytes=" + limits.bytes());
    }
    return parts.isEmpty() ? "none" : String.join(", ", parts);
  }

  private static String tags(Map<String, String> tags) {
    List<String> pairs = new ArrayList<>();
    tags.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
        .forEach(tag -> pairs.add(tag.getKey() + "=" + tag.getValue()));
    return String.join(", ", pairs);
  }

  /**
   * Notes what is different.
   *
   * @param before null for a key that is new, or was not known
   * @param after null for a key that is gone
   */
  static void note(Notes notes, ManagedKeyInfo before, ManagedKeyInfo after) {
    for (Field field : FIELDS) {
      String previous = before == null ? "" : field.value().apply(before);
      String now = after == null ? "" : field.value().apply(after);
      if (!previous.equals(now)) {
        say(notes, "previous" + field.name(), previous);
        say(notes, "new" + field.name(), now);
      }
    }
  }

  /** Notes the state of one version before and after. */
  static void noteVersion(Notes notes, ManagedKeyInfo before, ManagedKeyInfo after, int number) {
    say(notes, "previousVersionState", state(before, number));
    say(notes, "newVersionState", state(after, number));
  }

  private static String state(ManagedKeyInfo info, int number) {
    return info == null ? "" : info.version(number).map(it -> it.state().name()).orElse("");
  }

  private static void say(Notes notes, String name, String value) {
    if (!value.isEmpty()) {
      notes.say(name, value);
    }
  }
}
