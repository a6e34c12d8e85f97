// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.audit;

import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.turnlock.audit.trail.TrailRecord;
import org.turnlock.cli.console.Columns;
import org.turnlock.cli.console.Text;

/** How often, and with how much, keys were used. */
final class UseStatistics {
  private static final int WIDEST = 60;

  /** What is counted together. */
  enum By {
    ALIAS,
    VERSION,
    PRINCIPAL,
    EVENT
  }

  private record Group(String name, int version) {
    @Override
    public String toString() {
      return name.isEmpty() ? "-" : name + (version == 0 ? "" : "@" + version);
    }
  }

  private static final class Counts {
    private long succeeded;
    private long bytes;
    private long refused;
    private long failed;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
  }

  private final By by;
  private final Map<Group, Counts> groups =
      new TreeMap<>(Comparator.comparing(Group::name).thenComparingInt(Group::version));

  UseStatistics(By by) {
    this.by = by;
  }

  void add(TrailRecord record) {
    if (by != By.EVENT && !record.type().equals("use")) {
      return;
    }
    Counts counts = groups.computeIfAbsent(group(record), group -> new Counts());
    long times = times(record);
    switch (record.outcome()) {
      case "refused" -> counts.refused += times;
      case "failed" -> counts.failed += times;
      default -> {
        counts.succeeded += times;
        counts.bytes += Math.max(0, record.inputBytes());
      }
    }
    Instant begun = record.time();
    Instant end = lastTime(record);
    counts.first = begun.isBefore(counts.first) ? begun : counts.first;
    counts.last = end.isAfter(counts.last) ? end : counts.last;
  }

  private Group group(TrailRecord record) {
    return switch (by) {
      case ALIAS -> new Group(record.alias(), 0);
      case VERSION -> new Group(record.alias(), record.version());
      case PRINCIPAL -> new Group(record.principal(), 0);
      case EVENT -> new Group(record.parameters().getOrDefault("summaryOf", record.name()), 0);
    };
  }

  /** A summary stands for many. */
  private static long times(TrailRecord record) {
    try {
      return record.name().equals("UseSummary")
          ? Math.max(0, Long.parseLong(record.parameters().getOrDefault("count", "1")))
          : 1;
    } catch (NumberFormatException unreadable) {
      return 1;
    }
  }

  private static Instant lastTime(TrailRecord record) {
    String last = record.parameters().get("lastTime");
    try {
      return last == null ? record.time() : Instant.parse(last);
    } catch (DateTimeException unreadable) {
      return record.time();
    }
  }

  void print(PrintWriter out) {
    if (groups.isEmpty()) {
      out.println("No such record");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            by == By.ALIAS || by == By.VERSION ? "KEY" : by.name(),
            "SUCCEEDED",
            "BYTES",
            "REFUSED",
            "FAILED",
            "FIRST (UTC)",
            "LAST (UTC)"));
    groups.forEach(
        (group, counts) ->
            rows.add(
                List.of(
                    Text.fit(Text.safe(group.toString()), WIDEST, "..."),
                    number(counts.succeeded),
                    number(counts.bytes),
                    number(counts.refused),
                    number(counts.failed),
                    Stamp.of(counts.first),
                    Stamp.of(counts.last))));
    Columns.print(out, rows);
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  List<Map<String, Object>> json() {
    List<Map<String, Object>> all = new ArrayList<>();
    groups.forEach(
        (group, counts) -> {
          Map<String, Object> fields = new LinkedHashMap<>();
          fields.put(by == By.VERSION ? "alias" : by.name().toLowerCase(Locale.ROOT), group.name());
          if (by == By.VERSION) {
            fields.put("version", group.version());
          }
          fields.put("succeeded", counts.succeeded);
          fields.put("bytes", counts.bytes);
          fields.put("refused", counts.refused);
          fields.put("failed", counts.failed);
          fields.put("first", counts.first);
          fields.put("last", counts.last);
          all.add(fields);
        });
    return all;
  }
}
