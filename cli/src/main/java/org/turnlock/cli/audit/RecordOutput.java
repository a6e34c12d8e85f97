// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.audit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.turnlock.audit.trail.TrailRecord;
import org.turnlock.cli.console.Columns;
import org.turnlock.cli.console.OutputClosed;
import org.turnlock.cli.console.Surroundings;
import org.turnlock.cli.console.Text;

/** Prints records as they come: in columns, or as the lines that they are. */
final class RecordOutput {
  private static final List<String> HEADING =
      List.of("TIME (UTC)", "EVENT", "KEY", "PRINCIPAL", "OUTCOME", "BYTES", "ERROR");

  /** So many rows share the width of their columns; wider ones widen those that follow. */
  private static final int ROWS = 500;

  private static final int WIDEST = 48;
  private static final int ERROR = 6;

  private final Surroundings surroundings;
  private final OutputStream lines;
  private final List<List<String>> rows = new ArrayList<>();
  private final int[] widths = {23, 17, 12, 12, 7, 5};
  private long count;

  /**
   * @param json whether the lines themselves are wanted
   */
  RecordOutput(Surroundings surroundings, boolean json) {
    this.surroundings = surroundings;
    this.lines = json ? new BufferedOutputStream(surroundings.data().out(), 1 << 16) : null;
  }

  void add(TrailRecord record) {
    count++;
    if (lines != null) {
      write(record.text());
      return;
    }
    if (count == 1) {
      rows.add(HEADING);
    }
    rows.add(row(record));
    if (rows.size() >= ROWS) {
      flush();
    }
  }

  long count() {
    return count;
  }

  /** In UTF-8, whatever the locale: a hash over the line is that of the line in the file. */
  private void write(String line) {
    try {
      lines.write(SafeJson.line(line).getBytes(StandardCharsets.UTF_8));
      lines.write('\n');
    } catch (IOException e) {
      throw new OutputClosed();
    }
  }

  /** All of it is to be seen now. */
  void flush() {
    if (lines != null) {
      try {
        lines.flush();
      } catch (IOException e) {
        throw new OutputClosed();
      }
      return;
    }
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], Text.width(row.get(column)));
      }
    }
    rows.forEach(this::print);
    rows.clear();
    if (surroundings.out().checkError()) {
      throw new OutputClosed();
    }
  }

  private void print(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      line.append(Columns.left(row.get(column), widths[column])).append("  ");
    }
    surroundings.out().println(line.append(row.get(ERROR)).toString().stripTrailing());
  }

  private static List<String> row(TrailRecord record) {
    return List.of(
        Stamp.of(record.text("eventTime")),
        cell(event(record)),
        cell(key(record)),
        cell(record.principal()),
        cell(record.outcome()),
        record.inputBytes() < 0 ? "" : String.valueOf(record.inputBytes()),
        Text.fit(Text.safe(record.text("error", "message")), 200, "..."));
  }

  private static String cell(String text) {
    return Text.fit(Text.safe(text), WIDEST, "...");
  }

  private static String event(TrailRecord record) {
    return switch (record.name()) {
      case "Trail" -> "Trail " + record.parameters().getOrDefault("event", "");
      case "UseSummary" ->
          record.parameters().getOrDefault("summaryOf", "")
              + " x "
              + record.parameters().getOrDefault("count", "");
      default -> record.name();
    };
  }

  private static String key(TrailRecord record) {
    return record.alias() + (record.version() == 0 ? "" : "@" + record.version());
  }
}
