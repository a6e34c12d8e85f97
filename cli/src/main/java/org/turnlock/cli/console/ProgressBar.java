// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.console;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** How far a long piece of work is, on a terminal: one line that is written over and over. */
public final class ProgressBar implements AutoCloseable {
  private static final int BAR = 20;
  private static final long EVERY_NANOS = 100_000_000;
  private static final double MIB = 1 << 20;

  /** Shows nothing. */
  public static final ProgressBar NONE = new ProgressBar(null, "", OptionalLong.empty(), () -> 0);

  private final PrintWriter out;
  private final String name;
  private final OptionalLong whole;
  private final LongSupplier clock;
  private final long begun;
  private long done;
  private long next;
  private int shown;

  /**
   * @param out the terminal; null to show nothing
   * @param whole how much there is to do; absent where it is not known
   * @param clock in nanoseconds
   */
  public ProgressBar(PrintWriter out, String name, OptionalLong whole, LongSupplier clock) {
    this.out = out;
    this.name = Text.fit(Text.safe(name), 22, "...");
    this.whole = whole;
    this.clock = clock;
    this.begun = clock.getAsLong();
    this.next = begun + EVERY_NANOS;
  }

  /** So many more bytes are done. */
  public void add(long bytes) {
    done += bytes;
    if (out == null) {
      return;
    }
    long now = clock.getAsLong();
    if (now - next >= 0) {
      next = now + EVERY_NANOS;
      show(line(now - begun));
    }
  }

  private String line(long nanos) {
    double seconds = Math.max(nanos, 1) / 1e9;
    String speed = String.format(Locale.ROOT, "%.0f MiB/s", done / MIB / seconds);
    if (whole.isEmpty() || whole.getAsLong() == 0) {
      return String.format(Locale.ROOT, "%s  %.0f MiB  %s", name, done / MIB, speed);
    }
    double share = Math.min(1, (double) done / whole.getAsLong());
    int full = (int) (share * BAR);
    long left = (long) (seconds / Math.max(share, 1e-9) - seconds);
    return String.format(
        Locale.ROOT,
        "%s  [%s%s] %3.0f %%  %s  %d:%02d left",
        name,
        "#".repeat(full),
        " ".repeat(BAR - full),
        share * 100,
        speed,
        left / 60,
        left % 60);
  }

  private void show(String line) {
    int width = Text.width(line);
    out.print("\r" + line + " ".repeat(Math.max(0, shown - width)));
    out.flush();
    shown = width;
  }

  /** Takes the line away. */
  @Override
  public void close() {
    if (shown > 0) {
      show("");
      out.print("\r");
      out.flush();
    }
  }
}
