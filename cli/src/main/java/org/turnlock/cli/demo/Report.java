// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.demo;

import java.io.PrintWriter;
import org.turnlock.cli.console.Columns;
import org.turnlock.cli.console.Display;
import org.turnlock.cli.console.OutputClosed;

/** Tells what a demonstration does: one aligned line a step. */
final class Report {
  private static final int NAME = 8;
  private static final int WHAT = 48;
  private static final int HOW = 16;
  private static final int TIME = 6;

  private final PrintWriter out;
  private final Display display;

  Report(PrintWriter out, Display display) {
    this.out = out;
    this.display = display;
  }

  /** A line of text. */
  void text(String line) {
    print(line);
  }

  /**
   * A step that went well.
   *
   * @param how the algorithm, or empty
   * @param calls to the PKCS#11 module; 0 if there were none or they are not counted
   */
  void done(String name, String what, String how, long millis, long calls) {
    String measured =
        Columns.right(Long.toString(millis), TIME)
            + " ms"
            + (calls == 0 ? "" : Columns.right(Long.toString(calls), TIME) + " calls to the token");
    print(
        display.done()
            + " "
            + Columns.left(name, NAME)
            + Columns.left(what, WHAT)
            + " "
            + Columns.left(how, HOW)
            + display.faint(measured));
  }

  /** A step that was left out. */
  void skipped(String name, String why) {
    print(display.skipped() + " " + Columns.left(name, NAME) + why);
  }

  private void print(String line) {
    out.println(line);
    if (out.checkError()) {
      throw new OutputClosed();
    }
  }
}
