// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.turnlock.cli.console.Columns;
import org.turnlock.cli.console.Display;
import org.turnlock.cli.console.OutputClosed;

/** What the doctor writes: headings, and lines that say right, wrong, or beware. */
final class DoctorPage {
  private static final int WIDTH = 100;
  private static final String INDENT = "  ";

  private final PrintWriter out;
  private final Display display;
  private final List<String> warnings = new ArrayList<>();
  private boolean failed;

  DoctorPage(PrintWriter out, Display display) {
    this.out = out;
    this.display = display;
  }

  void heading(String text) {
    print("");
    print(text);
  }

  /** Something that is as it should be. */
  void right(String text) {
    print(INDENT + display.done() + " " + text);
  }

  /** Something that is wrong; the page as a whole then is. */
  void wrong(String text) {
    failed = true;
    print(INDENT + display.failed() + " " + text);
  }

  /** Something that is neither. */
  void note(String text) {
    print(INDENT + display.skipped() + " " + text);
  }

  /** Something to beware of: told with all others at the page's end. */
  void warning(String text) {
    warnings.add(text);
  }

  void warnings(List<String> texts) {
    warnings.addAll(texts);
  }

  /** A name, and a list of words that goes on over several lines. */
  void list(String name, int column, List<String> words) {
    StringBuilder line = new StringBuilder(INDENT + INDENT + Columns.left(name, column));
    int margin = line.length();
    String separator = "";
    for (String word : words) {
      if (!separator.isEmpty() && line.length() + 2 + word.length() > WIDTH) {
        print(line + ",");
        line = new StringBuilder(" ".repeat(margin));
        separator = "";
      }
      line.append(separator).append(word);
      separator = ", ";
    }
    print(line.toString());
  }

  /** For instance {@code 14.1 us}. */
  String time(long nanos) {
    double micros = nanos / 1000.0;
    return micros < 1000
        ? String.format(Locale.ROOT, "%.1f %s", micros, display.microseconds())
        : String.format(Locale.ROOT, "%.1f ms", micros / 1000);
  }

  void faint(String text) {
    print(INDENT + display.faint(text));
  }

  /** The warnings that have come together; that there are none is news only where all is well. */
  void printWarnings() {
    if (warnings.isEmpty() && failed) {
      return;
    }
    heading("Warnings");
    if (warnings.isEmpty()) {
      right("none");
    }
    warnings.stream().distinct().forEach(text -> print(INDENT + display.warning() + " " + text));
  }

  /** Whether anything is wrong. */
  boolean failed() {
    return failed;
  }

  void print(String line) {
    out.println(line);
    if (out.checkError()) {
      throw new OutputClosed();
    }
  }
}
