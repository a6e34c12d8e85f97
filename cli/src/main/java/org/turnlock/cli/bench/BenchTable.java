// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import org.turnlock.cli.console.Columns;

/** The table as it grows: a row for each case, when it is measured. */
final class BenchTable {
  private static final int OPERATION = 17;
  private static final int SIZE = 8;
  private static final int THREADS = 9;
  private static final int RATE = 11;
  private static final int TIME = 10;
  private static final int CALLS = 9;
  private static final int SCALING = 9;
  private static final int RATIO = 8;

  private final boolean calls;
  private final boolean compared;
  private final boolean scaled;
  private final boolean unicode;
  private Subject last;

  /**
   * @param calls whether calls are counted
   * @param compared whether there is SunPKCS11 to compare with
   * @param scaled whether there are several numbers of threads
   * @param unicode whether micro has its sign
   */
  BenchTable(boolean calls, boolean compared, boolean scaled, boolean unicode) {
    this.calls = calls;
    this.compared = compared;
    this.scaled = scaled;
    this.unicode = unicode;
  }

  String head() {
    return Columns.left("operation", OPERATION)
        + Columns.right("size", SIZE)
        + Columns.right("threads", THREADS)
        + Columns.right("op/s", RATE)
        + Columns.right("median", TIME)
        + Columns.right("99 %", TIME)
        + (calls ? Columns.right("C calls", CALLS) : "")
        + (scaled ? Columns.right("scaling", SCALING) : "")
        + (compared ? Columns.right("SunPKCS11", RATE) + Columns.right("ratio", RATIO) : "");
  }

  String row(CaseResult result) {
    boolean again = result.subject().equals(last);
    last = result.subject();
    Measurement turnlock = result.turnlock();
    String row =
        Columns.left(again ? "" : last.operation().label(), OPERATION)
            + Columns.right(again ? "" : Units.bytes(last.size()), SIZE)
            + Columns.right(Integer.toString(result.threads()), THREADS)
            + Columns.right(Units.rate(turnlock.rate()), RATE)
            + Columns.right(Units.time(turnlock.medianNanos(), unicode), TIME)
            + Columns.right(
                turnlock.slowNanos().isPresent()
                    ? Units.time(turnlock.slowNanos().getAsLong(), unicode)
                    : "-",
                TIME)
            + (calls ? Columns.right(Units.calls(turnlock.calls()), CALLS) : "")
            + (scaled ? Columns.right(again ? Units.ratio(result.scaling()) : "", SCALING) : "")
            + (compared ? comparison(result) : "");
    return row.stripTrailing();
  }

  private String comparison(CaseResult result) {
    return Columns.right(
            result.sunPkcs11().map(sun -> Units.time(sun.medianNanos(), unicode)).orElse("-"), RATE)
        + Columns.right(
            result.ratio().isPresent() ? Units.ratio(result.ratio().getAsDouble()) : "-", RATIO);
  }
}
