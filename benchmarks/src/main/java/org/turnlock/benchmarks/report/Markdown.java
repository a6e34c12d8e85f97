// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in Markdown: the first column left, numbers right. */
final class Markdown {
  private final List<String> titles = new ArrayList<>();
  private final List<String> rules = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  private Markdown() {}

  /** With these heads; a column whose head begins with {@code <} is set left. */
  static Markdown table(String... heads) {
    Markdown table = new Markdown();
    for (String head : heads) {
      boolean left = head.startsWith("<");
      table.titles.add(left ? head.substring(1) : head);
      table.rules.add(left ? "---" : "--:");
    }
    return table;
  }

  Markdown row(List<String> cells) {
    rows.add(cells.stream().map(it -> it.replace("|", "\\|").replace("\n", " ")).toList());
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The same without columns that say nothing. */
  Markdown withoutEmptyColumns() {
    List<Integer> kept =
        IntStream.range(0, titles.size())
            .filter(column -> rows.stream().anyMatch(row -> !row.get(column).isEmpty()))
            .boxed()
            .toList();
    Markdown table = new Markdown();
    kept.forEach(
        column -> {
          table.titles.add(titles.get(column));
          table.rules.add(rules.get(column));
        });
    rows.forEach(row -> table.rows.add(kept.stream().map(row::get).toList()));
    return table;
  }

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(line(titles));
    lines.add("|" + String.join("|", rules) + "|");
    rows.forEach(row -> lines.add(line(row)));
    return String.join("\n", lines) + "\n";
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }
}
