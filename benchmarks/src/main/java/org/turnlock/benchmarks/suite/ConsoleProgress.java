// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on a terminal; elsewhere a line for each process. */
public final class ConsoleProgress implements Progress {
  private final PrintStream out;
  private final int all;
  private final ProgressBar bar;
  private final long start = System.nanoTime();
  private String now = "";
  private int done;

  /**
   * Shows nothing yet.
   *
   * @param out where lines go
   * @param all how many processes there will be at most
   * @param terminal whether somebody looks at a terminal
   */
  public ConsoleProgress(PrintStream out, int all, boolean terminal) {
    this.out = out;
    this.all = all;
    this.bar =
        terminal
            ? new ProgressBarBuilder()
                .setInitialMax(all)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setMaxRenderedLength(110)
                .setUpdateIntervalMillis(500)
                .build()
            : null;
  }

  @Override
  public void begins(String part, Case what, String backend) {
    now = part + ", " + what + ": " + backend;
    if (bar != null) {
      bar.setExtraMessage(" " + now);
    }
  }

  @Override
  public void ends(String outcome) {
    step(outcome);
  }

  @Override
  public void failed(Failure failure) {
    step("left out, " + failure.reason().lines().findFirst().orElse(""));
  }

  private void step(String outcome) {
    done++;
    if (bar != null) {
      bar.step();
    } else {
      out.printf("[%d/%d, %s] %s: %s%n", done, all, left(), now, outcome);
    }
  }

  private String left() {
    long soFar = System.nanoTime() - start;
    long seconds = Duration.ofNanos(soFar / done * (all - done)).toSeconds();
    return seconds < 90 ? seconds + " s left" : (seconds + 30) / 60 + " min left";
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
