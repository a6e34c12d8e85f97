// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.turnlock.benchmarks.suite.Environment;
import org.turnlock.benchmarks.suite.Failure;
import org.turnlock.benchmarks.suite.Pace;
import org.turnlock.benchmarks.suite.Results;

/** Writes what a run has measured into a page, and its pictures beside it. */
public final class Report {
  private static final String HALF = "49%";
  private static final String WHOLE = "100%";

  private final Results results;
  private final Path page;
  private final Path pictures;
  private final String source;

  /**
   * A report.
   *
   * @param results of a run
   * @param page that has its blocks
   * @param source what the page calls the file that the results are in
   */
  public Report(Results results, Path page, String source) {
    this.results = results;
    this.page = page;
    String name = page.getFileName().toString();
    this.pictures = page.resolveSibling(name.substring(0, name.lastIndexOf('.')));
    this.source = source;
  }

  /** Replaces the blocks of the page, and all pictures. */
  public void write() throws IOException {
    Charts charts = new Charts(results);
    Map<String, String> blocks = new LinkedHashMap<>();
    blocks.put("summary", summary() + "\n\n" + show(charts.ratios(), WHOLE));
    blocks.put("goals", new Tables(results).goals());
    blocks.put(
        "charts",
        show(charts.times(), HALF)
            + show(charts.threads(), HALF)
            + show(charts.network(), HALF)
            + show(charts.calls(), HALF));
    blocks.put("tables", new Tables(results).numbers() + failures());
    blocks.put("machine", machine());
    String text = Page.replace(Files.readString(page), blocks);
    removePictures();
    for (List<Picture> kind :
        List.of(
            charts.ratios(), charts.times(), charts.threads(), charts.network(), charts.calls())) {
      for (Picture picture : kind) {
        picture.write(pictures);
      }
    }
    Files.writeString(page, text);
  }

  private void removePictures() throws IOException {
    Files.createDirectories(pictures);
    try (DirectoryStream<Path> old = Files.newDirectoryStream(pictures, "*.svg")) {
      for (Path each : old) {
        Files.delete(each);
      }
    }
  }

  private String show(List<Picture> shown, String width) {
    if (shown.isEmpty()) {
      return "";
    }
    return shown.stream()
        .map(it -> it.html(pictures.getFileName().toString(), width))
        .collect(Collectors.joining("\n", "<p>\n", "\n</p>\n\n"));
  }

  private String summary() {
    Environment at = results.environment();
    return "`%s` on %s: %s, %d CPUs, %s, %s. Load at the start: %s."
        .formatted(
            at.command(), day(), at.cpu(), at.cpus(), at.jdk(), versions(at), load(at.load()));
  }

  private String machine() {
    Environment at = results.environment();
    Pace pace = results.pace();
    Markdown table = Markdown.table("<", "<");
    table.row(List.of("command", "`" + at.command() + "`"));
    table.row(List.of("results", "`" + source + "`"));
    table.row(List.of("date", at.date()));
    table.row(List.of("Turnlock", at.commit()));
    table.row(List.of("CPU", at.cpu() + ", " + at.cpus() + " of them"));
    table.row(List.of("system", at.os()));
    table.row(List.of("JDK", at.jdk()));
    at.versions().forEach((name, version) -> table.row(List.of(name, version)));
    table.row(List.of("load at the start", load(at.load())));
    table.row(
        List.of(
            "rounds",
            "%s, %d min %d s in all"
                .formatted(results.rounds(), results.seconds() / 60, results.seconds() % 60)));
    table.row(
        List.of(
            "a process",
            "warms up for %s ms (C does not), then measures %d slices of %d ms"
                .formatted(pace.warmupMillis(), pace.slices(), pace.sliceMillis())));
    return table.toString();
  }

  private String failures() {
    if (results.failures().isEmpty()) {
      return "";
    }
    List<String> lines = new ArrayList<>();
    for (Failure failure : results.failures()) {
      lines.add(
          "- %s, %s: %s"
              .formatted(
                  failure.what(),
                  failure.backend(),
                  failure.reason().lines().findFirst().orElse("")));
    }
    return "Could not be measured:\n\n" + String.join("\n", lines) + "\n";
  }

  private String day() {
    return OffsetDateTime.parse(results.environment().date())
        .format(DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH));
  }

  private static String load(double load) {
    return load < 0 ? "not known" : String.format(Locale.ROOT, "%.2f", load);
  }

  private static String versions(Environment at) {
    return at.versions().entrySet().stream()
        .filter(it -> it.getKey().equals("SoftHSM") || it.getKey().equals("NSS"))
        .map(it -> it.getKey() + " " + it.getValue())
        .collect(Collectors.joining(", "));
  }
}
