// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.io.PrintWriter;
import org.turnlock.cli.console.Columns;
import org.turnlock.cli.console.Text;

/** What is measured at the moment, on a terminal: one line that is written over and over. */
final class Progress {
  private final PrintWriter out;
  private String last = "";

  /**
   * @param out the terminal; null to show nothing
   */
  Progress(PrintWriter out) {
    this.out = out;
  }

  void show(Subject subject, long secondsLeft) {
    String line = subject + ", " + secondsLeft + " s left";
    if (out != null && !line.equals(last)) {
      write(line);
    }
  }

  /** Takes the line away, before something else is printed. */
  void clear() {
    if (!last.isEmpty()) {
      write("");
      out.print("\r");
      out.flush();
    }
  }

  private void write(String line) {
    out.print("\r" + Columns.left(line, Text.width(last)));
    out.flush();
    last = line;
  }
}
