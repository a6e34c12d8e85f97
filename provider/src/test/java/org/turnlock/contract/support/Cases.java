// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Runs many random cases, gathers what fails, and fails once at the end. */
public final class Cases {
  /** One random case. */
  @FunctionalInterface
  public interface Case {
    /** Throws whatever says that the case failed. */
    void run(Random random) throws Exception;
  }

  private static final int SHOWN = 3;

  /** A thoroughly broken subject need not be proved broken thousands of times. */
  private static final int ENOUGH_FAILURES = 200;

  private Cases() {}

  public static void run(String subject, Seed seed, int count, Case body) {
    List<Throwable> failures = new ArrayList<>();
    int done = 0;
    while (done < count && failures.size() < ENOUGH_FAILURES) {
      try {
        body.run(seed.forCase(subject, done));
      } catch (Exception | AssertionError e) {
        if (failures.size() < SHOWN) {
          failures.add(new AssertionError("case " + done + ": " + e, e));
        } else {
          failures.add(e);
        }
      }
      done++;
    }
    if (!failures.isEmpty()) {
      AssertionError error =
          new AssertionError(
              subject
                  + ": "
                  + failures.size()
                  + " of "
                  + done
                  + " random cases failed ("
                  + seed
                  + "), first: "
                  + failures.get(0).getMessage());
      failures.stream().limit(SHOWN).forEach(error::addSuppressed);
      throw error;
    }
  }
}
