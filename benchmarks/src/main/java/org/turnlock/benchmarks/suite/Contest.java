// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A case, and who is compared at it.
 *
 * @param what they do
 * @param competitors in the order of the first round
 */
public record Contest(Case what, List<Competitor> competitors) {
  /** Copies the list. */
  public Contest {
    competitors = List.copyOf(competitors);
  }

  /**
   * Whose calls are counted at it; nobody's by more threads, further away or of a long stream: they
   * are the same, or as many for each byte.
   */
  List<Competitor> counted() {
    return what.threads() == 1 && what.delayMicros() == 0 && !what.isLongStream()
        ? competitors.stream().filter(Competitor::isCounted).toList()
        : List.of();
  }

  /** Who comes after whom in that round, from 0: each begins a round as often as the others. */
  public List<Competitor> inRound(int round) {
    List<Competitor> order = new ArrayList<>(competitors);
    if (!order.isEmpty()) {
      Collections.rotate(order, -(round % order.size()));
    }
    return order;
  }
}
