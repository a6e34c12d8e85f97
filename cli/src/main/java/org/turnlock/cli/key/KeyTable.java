// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.turnlock.cli.console.Columns;
import org.turnlock.cli.console.Display;
import org.turnlock.cli.console.Text;
import org.turnlock.cli.console.TimeText;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.KeyVersion;
import org.turnlock.keys.ManagedKeyInfo;

/** The keys of a token, a line each. Fits {@value #WIDTH} columns. */
final class KeyTable {
  private static final int WIDTH = 100;

  /** Between two columns. */
  private static final int GAP = 2;

  private static final List<String> HEADING =
      List.of("ALIAS", "TYPE", "VERSION", "STATE", "AGE", "NEXT ROTATION", "LAST USE");

  private final PrintWriter out;
  private final Display display;
  private final Instant now;

  KeyTable(PrintWriter out, Display display, Instant now) {
    this.out = out;
    this.display = display;
    this.now = now;
  }

  void print(List<ManagedKeyInfo> managed, List<PlainEntry> others) {
    if (!managed.isEmpty()) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(HEADING);
      managed.forEach(key -> rows.add(row(key)));
      Columns.print(out, fitted(rows));
    }
    boolean first = managed.isEmpty();
    for (boolean unseen : new boolean[] {true, false}) {
      List<PlainEntry> entries = others.stream().filter(it -> it.managed() == unseen).toList();
      if (!entries.isEmpty()) {
        if (!first) {
          out.println();
        }
        first = false;
        out.println(
            unseen
                ? "Managed, and their policies do not let you describe them:"
                : "Not managed, and never rotated:");
        Columns.print(out, fitted(entries.stream().map(KeyTable::row).toList()));
      }
    }
  }

  /** The rows, whose first column gets what the others leave. */
  private List<List<String>> fitted(List<List<String>> rows) {
    int left = WIDTH;
    for (int column = 1; column < rows.get(0).size(); column++) {
      int at = column;
      left -= GAP + rows.stream().mapToInt(row -> Text.width(row.get(at))).max().orElse(0);
    }
    int width = left;
    return rows.stream()
        .map(
            row -> {
              List<String> fitted = new ArrayList<>(row);
              fitted.set(0, Text.fit(row.get(0), width, display.unicode() ? "\u2026" : "..."));
              return fitted;
            })
        .toList();
  }

  private List<String> row(ManagedKeyInfo key) {
    return List.of(
        Text.safe(key.alias()),
        key.kind().toString(),
        key.current() == 0 ? "none" : "v" + key.current(),
        state(key),
        TimeText.length(age(key)),
        next(key),
        lastUse(key).map(last -> TimeText.relative(last, now)).orElse("unknown"));
  }

  private static List<String> row(PlainEntry entry) {
    return List.of(Text.safe(entry.alias()), entry.type(), entry.what(), entry.note());
  }

  /** Only keys that are in use are rotated. */
  private String next(ManagedKeyInfo key) {
    return key.state() == KeyState.ENABLED
        ? key.nextRotation().map(next -> TimeText.due(next, now)).orElse("by hand")
        : "-";
  }

  private String state(ManagedKeyInfo key) {
    return switch (key.state()) {
      case ENABLED -> "enabled";
      case DISABLED -> "disabled";
      case PENDING_IMPORT -> "no key yet";
      case PENDING_DELETION -> "deleted " + TimeText.due(key.deletionDate().orElse(now), now);
    };
  }

  /** Of the current version: that is what rotation renews. */
  private Duration age(ManagedKeyInfo key) {
    Instant since = key.version(key.current()).map(KeyVersion::created).orElse(key.created());
    return Duration.between(since, now);
  }

  private static Optional<Instant> lastUse(ManagedKeyInfo key) {
    return key.versions().stream()
        .flatMap(version -> version.lastUse().stream())
        .max(Instant::compareTo);
  }
}
