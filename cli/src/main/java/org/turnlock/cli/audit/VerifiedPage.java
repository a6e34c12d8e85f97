// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.audit;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.turnlock.audit.trail.LaneReport;
import org.turnlock.audit.trail.TrailFinding;
import org.turnlock.audit.trail.TrailReport;
import org.turnlock.cli.console.Columns;
import org.turnlock.cli.console.Display;
import org.turnlock.cli.console.Text;

/** What was found of a trail, for people: lane by lane, what is wrong, and what it is worth. */
final class VerifiedPage {
  private static final long MEGABYTE = 1_000_000;

  private final Path trail;
  private final TrailReport report;
  private final Display display;

  VerifiedPage(Path trail, TrailReport report, Display display) {
    this.trail = trail;
    this.report = report;
    this.display = display;
  }

  void print(PrintWriter out) {
    out.println(Text.safe("Audit trail " + trail));
    out.println();
    if (!report.lanes().isEmpty()) {
      Columns.print(out, lanes());
      out.println();
    }
    for (TrailFinding finding : report.allFindings()) {
      out.println(display.failed() + " " + Text.safe(finding.toString()));
    }
    for (LaneReport lane : report.lanes()) {
      lane.notes().forEach(note -> out.println("  " + Text.safe(name(lane) + ": " + note)));
    }
    report.notes().forEach(note -> out.println("  " + Text.safe(note)));
    out.println(verdict());
    warnings().forEach(warning -> out.println(display.warning() + " " + Text.safe(warning)));
  }

  private List<List<String>> lanes() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        row(
            "LANE",
            "RECORDS",
            "FILES",
            "SIGNED THROUGH",
            "AT (UTC)",
            "UNSIGNED",
            "TOKEN",
            "WRITER"));
    for (LaneReport lane : report.lanes()) {
      rows.add(
          row(
              Text.safe(name(lane)),
              number(lane.records()),
              number(lane.files()),
              lane.signedThrough() == 0 ? "-" : number(lane.signedThrough()),
              lane.signedAt().isEmpty() ? "-" : Stamp.of(lane.signedAt()),
              number(lane.unsigned()),
              lane.keptThrough() == 0 ? "-" : number(lane.keptThrough()),
              lane.closed() ? "ended" : "at work, or not closed"));
    }
    return rows;
  }

  /** What the token keeps takes room only where it was asked. */
  private List<String> row(String... cells) {
    List<String> row = new ArrayList<>(List.of(cells));
    if (!report.tokenAsked()) {
      row.remove(6);
    }
    return row;
  }

  private String verdict() {
    String found =
        report.isIntact()
            ? display.done() + " Intact: no record was changed, put in, moved or left out"
            : display.failed()
                + " Not authentic: "
                + counted(report.allFindings().size(), "finding", "findings");
    return found
        + "; "
        + counted(report.records(), "record", "records")
        + String.format(Locale.ROOT, ", %s in %.2f s", size(), report.took().toNanos() / 1e9)
        + (report.bytes() < MEGABYTE
            ? ""
            : String.format(Locale.ROOT, " (%.0f MB/s)", report.megabytesPerSecond()));
  }

  private String size() {
    return report.bytes() < MEGABYTE
        ? String.format(Locale.ROOT, "%.1f kB", report.bytes() / 1e3)
        : String.format(Locale.ROOT, "%,.1f MB", report.bytes() / 1e6);
  }

  private static String counted(long number, String one, String several) {
    return number(number) + " " + (number == 1 ? one : several);
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    String keys =
        report.lanes().stream()
            .map(LaneReport::key)
            .filter(key -> !key.isEmpty())
            .distinct()
            .collect(Collectors.joining(", "));
    if (keys.isEmpty()) {
      warnings.add("Nothing is signed: whoever can write the files can make all of it anew.");
    } else if (!report.keyGiven()) {
      warnings.add(
          "Trust on first use: the key is the one that the trail itself names. Whoever can write"
              + " the files can sign all of it anew with another one; --key or --token gives the"
              + " right one. This one is "
              + keys);
    }
    String behind = lanes(lane -> lane.unsigned() > 0);
    if (!behind.isEmpty()) {
      warnings.add(
          "Not signed yet, and could be cut off or made up: the last records of " + behind);
    }
    if (!report.tokenAsked()) {
      warnings.add("The end was not compared with what the token keeps; --token does so.");
    } else {
      String unknown = lanes(lane -> lane.keptThrough() == 0);
      if (!unknown.isEmpty()) {
        warnings.add("The token keeps nothing of " + unknown + ": its end was not compared.");
      }
    }
    return warnings;
  }

  private String lanes(Predicate<LaneReport> which) {
    return report.lanes().stream()
        .filter(which)
        .map(VerifiedPage::name)
        .collect(Collectors.joining(", "));
  }

  private static String name(LaneReport lane) {
    Path name = lane.lane().getFileName();
    return (name == null ? lane.lane() : name).toString();
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
