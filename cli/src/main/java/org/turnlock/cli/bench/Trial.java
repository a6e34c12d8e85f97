// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.util.ArrayList;
import java.util.List;

/** An operation ready to be timed: its keys are made, and its result was checked once. */
@FunctionalInterface
interface Trial {
  /** The work of one more thread: the same keys, objects of its own. */
  Work work() throws Exception;

  /** The work of so many threads. */
  default List<Work> forThreads(int threads) throws Exception {
    List<Work> works = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      works.add(work());
    }
    return works;
  }

  /** Fails the preparation of a trial: the token gave a wrong result. */
  static void require(boolean right, String otherwise) {
    if (!right) {
      throw new WrongResult(otherwise);
    }
  }

  /** A token answered, and wrongly: nothing to be timed, and worse than slow. */
  final class WrongResult extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongResult(String message) {
      super(message);
    }
  }
}
