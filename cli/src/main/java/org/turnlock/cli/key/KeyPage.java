// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.turnlock.cli.console.Columns;
import org.turnlock.cli.console.Text;
import org.turnlock.cli.console.TimeText;
import org.turnlock.keys.KeyOrigin;
import org.turnlock.keys.KeyVersion;
import org.turnlock.keys.ManagedKeyInfo;

/** All there is to know of one managed key, for people. */
final class KeyPage {
  private final ManagedKeyInfo key;
  private final Instant now;

  KeyPage(ManagedKeyInfo key, Instant now) {
    this.key = key;
    this.now = now;
  }

  void print(PrintWriter out) {
    Columns.print(out, facts());
    out.println();
    if (key.versions().isEmpty()) {
      out.println("No version yet: turnlock key import brings the first");
    } else {
      Columns.print(out, versions());
    }
  }

  private List<List<String>> facts() {
    List<List<String>> rows = new ArrayList<>();
    add(rows, "Key", Text.safe(key.alias()));
    add(rows, "Type", key.kind().toString());
    add(rows, "State", KeyJson.word(key.state()));
    add(rows, "May", key.usages().stream().map(KeyJson::word).sorted().toList());
    add(rows, "Created", TimeText.exact(key.created(), now));
    List<String> rotation = Rotations.of(key);
    add(rows, "Rotated", rotation.isEmpty() ? List.of("by hand only") : rotation);
    key.nextRotation().ifPresent(next -> add(rows, "Next rotation", TimeText.exact(next, now)));
    key.deletionDate().ifPresent(end -> add(rows, "Deletion", TimeText.exact(end, now)));
    add(rows, "Floor", key.floor() > 1 ? "version " + key.floor() : "none");
    if (!key.description().isEmpty()) {
      add(rows, "Description", Text.safe(key.description()));
    }
    if (!key.tags().isEmpty()) {
      add(rows, "Tags", tags(key));
    }
    return rows;
  }

  /** All tags in their order. */
  static String tags(ManagedKeyInfo key) {
    return new TreeMap<>(key.tags())
        .entrySet().stream()
            .map(tag -> Text.safe(tag.getKey() + "=" + tag.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static void add(List<List<String>> rows, String name, List<String> values) {
    add(rows, name, String.join(", ", values));
  }

  private static void add(List<List<String>> rows, String name, String value) {
    rows.add(List.of(name, value));
  }

  private List<List<String>> versions() {
    boolean allGenerated =
        key.versions().stream().allMatch(version -> version.origin() == KeyOrigin.GENERATED);
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        row(allGenerated, "VERSION", "STATE", "ORIGIN", "CREATED", "USES", "BYTES", "LAST USE"));
    for (KeyVersion version : key.versions()) {
      rows.add(
          row(
              allGenerated,
              String.valueOf(version.number()),
              KeyJson.word(version.state()) + (version.belowFloor() ? ", below floor" : ""),
              KeyJson.word(version.origin()),
              TimeText.minute(version.created()),
              Rotations.number(version.uses()),
              Rotations.number(version.bytes()),
              version.lastUse().map(TimeText::minute).orElse("")));
    }
    return rows;
  }

  /** The origin takes room only where it tells something. */
  private static List<String> row(boolean withoutOrigin, String... cells) {
    List<String> row = new ArrayList<>(List.of(cells));
    if (withoutOrigin) {
      row.remove(2);
    }
    return row;
  }
}
