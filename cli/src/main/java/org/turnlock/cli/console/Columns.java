// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.console;

import java.io.PrintWriter;
import java.util.List;

/** Text in columns. */
public final class Columns {
  private static final String GAP = "  ";

  private Columns() {}

  /** Fills up with blanks, on the right. */
  public static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - Text.width(text)));
  }

  /** Fills up with blanks, on the left. */
  public static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - Text.width(text))) + text;
  }

  /** Prints rows, of one length, each column as wide as its widest cell. */
  public static void print(PrintWriter out, List<List<String>> rows) {
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(left(row.get(column), width(rows, column))).append(GAP);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> Text.width(row.get(column))).max().orElse(0);
  }
}
