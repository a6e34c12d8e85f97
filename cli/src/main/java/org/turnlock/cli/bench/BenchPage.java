// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.turnlock.cli.bench.LeftOut.Kind;
import org.turnlock.cli.console.Display;
import org.turnlock.cli.console.OutputClosed;

/** What a person sees of a measurement: what is measured, the table as it grows, what it says. */
final class BenchPage {
  private static final int WIDTH = 96;

  private final PrintWriter out;
  private final Display display;

  BenchPage(PrintWriter out, Display display) {
    this.out = out;
    this.display = display;
  }

  void begin(BenchSetting setting, BenchTable table) {
    setting.lines().forEach(this::print);
    setting.warnings().forEach(text -> paragraph(display.warning() + " ", text));
    print("");
    print(display.faint(table.head()));
  }

  /** What was not measured: one line for all that has one reason. */
  void leftOut(List<LeftOut> all) {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (LeftOut one : all) {
      String mark =
          one.ofTurnlock() && one.kind() != Kind.NOT_OFFERED ? display.failed() : display.skipped();
      String head = mark + (one.ofTurnlock() ? " not measured: " : " not compared: ");
      byReason
          .computeIfAbsent(head + "\n" + one.reason(), key -> new ArrayList<>())
          .add(one.subject().toString());
    }
    if (!byReason.isEmpty()) {
      print("");
    }
    byReason.forEach(
        (key, subjects) -> {
          String[] parts = key.split("\n", 2);
          paragraph(parts[0], String.join(", ", subjects) + ": " + parts[1]);
        });
  }

  void conclusions(List<String> sentences) {
    print("");
    sentences.forEach(sentence -> paragraph("", sentence));
  }

  /** Lines of a readable length, those after the first indented if it begins with something. */
  private void paragraph(String head, String text) {
    StringBuilder line = new StringBuilder(head);
    int used = head.isEmpty() ? 0 : 2;
    for (String word : text.split(" ")) {
      if (used + word.length() > WIDTH) {
        print(line.toString().stripTrailing());
        line = new StringBuilder(head.isEmpty() ? "" : "  ");
        used = line.length();
      }
      line.append(word).append(' ');
      used += word.length() + 1;
    }
    print(line.toString().stripTrailing());
  }

  void print(String line) {
    out.println(line);
    if (out.checkError()) {
      throw new OutputClosed();
    }
  }
}
