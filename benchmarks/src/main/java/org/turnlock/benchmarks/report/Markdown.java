// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown: the first column left, numbers right. */
final class Markdown {
  private final List<String> lines = new ArrayList<>();

  private Markdown() {}

  /** With these heads; a column whose head begins with {@code <} is set left. */
  static Markdown table(String... heads) {
    Markdown table = new Markdown();
    List<String> titles = new ArrayList<>();
    List<String> rules = new ArrayList<>();
    for (String head : heads) {
      boolean left = head.startsWith("<");
      titles.add(left ? head.substring(1) : head);
      rules.add(left ? "---" : "--:");
    }
    table.row(titles);
    table.lines.add("|" + String.join("|", rules) + "|");
    return table;
  }

  Markdown row(List<String> cells) {
    lines.add(
        cells.stream()
            .map(it -> it.replace("|", "\\|").replace("\n", " "))
            .collect(Collectors.joining(" | ", "| ", " |")));
    return this;
  }

  boolean isEmpty() {
    return lines.size() == 2;
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
