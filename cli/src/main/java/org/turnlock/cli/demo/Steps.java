// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.demo;

import org.turnlock.cli.console.Failure;
import org.turnlock.cli.console.Interruption;
import org.turnlock.cli.console.OutputClosed;
import org.turnlock.cli.token.OpenedToken;

/** Measures the steps of a demonstration and has them reported. */
final class Steps {
  private final Report report;
  private final Interruption interruption;
  private String current = "";

  /**
   * @param interruption asked before each step
   */
  Steps(Report report, Interruption interruption) {
    this.report = report;
    this.interruption = interruption;
  }

  /** Begins a step that uses a token. */
  Step begin(String name, OpenedToken token) {
    interruption.check();
    current = name;
    return new Step(name, token, token.calls(), System.nanoTime());
  }

  /** Begins a step that uses none. */
  Step begin(String name) {
    interruption.check();
    current = name;
    return new Step(name, null, 0, System.nanoTime());
  }

  /** What went wrong, and in which step. */
  Failure failed(Exception cause) {
    if (cause instanceof OutputClosed closed) {
      return closed;
    }
    String where = current.isEmpty() ? "" : current + ": ";
    return new Failure(where + Failure.line(cause), cause);
  }

  /** A step under way. */
  final class Step {
    private final String name;
    private final OpenedToken token;
    private final long calls;
    private final long begun;

    private Step(String name, OpenedToken token, long calls, long begun) {
      this.name = name;
      this.token = token;
      this.calls = calls;
      this.begun = begun;
    }

    /** Ends the step, which went well. */
    void done(String what, String how) {
      long millis = (System.nanoTime() - begun + 500_000) / 1_000_000;
      report.done(name, what, how, millis, token == null ? 0 : token.calls() - calls);
    }

    /** Ends the step, which was left out. */
    void skipped(String why) {
      report.skipped(name, why);
    }
  }
}
