// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.io.PrintWriter;
import org.turnlock.cli.console.Text;

/** What is measured at the moment, on a terminal: one line that is written over and over. */
final class Progress {
  private final PrintWriter out;
  private int shown;

  /**
   * @param out the terminal; null to show nothing
   */
  Progress(PrintWriter out) {
    this.out = out;
  }

  void show(Subject subject, long secondsLeft) {
    if (out != null) {
      write(subject + ", " + secondsLeft + " s left");
    }
  }

  /** Takes the line away, before something else is printed. */
  void clear() {
    if (shown > 0) {
      write("");
      out.print("\r");
      out.flush();
    }
  }

  private void write(String line) {
    int width = Text.width(line);
    out.print("\r" + line + " ".repeat(Math.max(0, shown - width)));
    out.flush();
    shown = width;
  }
}
