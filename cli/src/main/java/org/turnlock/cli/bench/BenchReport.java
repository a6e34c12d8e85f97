// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.util.ArrayList;
import java.util.List;
import org.turnlock.cli.bench.LeftOut.Kind;

/** All that was measured, and all that was not. */
final class BenchReport {
  private final List<CaseResult> results = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();

  void add(CaseResult result) {
    results.add(result);
  }

  void add(LeftOut what) {
    leftOut.add(what);
  }

  List<CaseResult> results() {
    return List.copyOf(results);
  }

  List<LeftOut> leftOut() {
    return List.copyOf(leftOut);
  }

  /** Whether the token gave something else than it should. */
  boolean wrong() {
    return leftOut.stream().anyMatch(it -> it.ofTurnlock() && it.kind() == Kind.WRONG);
  }

  /**
   * Whether something was not measured that should have been.
   *
   * @param wanted whether the user has said what to measure
   */
  boolean incomplete(boolean wanted) {
    return leftOut.stream()
        .anyMatch(it -> it.ofTurnlock() && (wanted || it.kind() != Kind.NOT_OFFERED));
  }
}
