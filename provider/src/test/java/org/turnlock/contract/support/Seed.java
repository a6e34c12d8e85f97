// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.util.Random;

/** Where a suite's randomness begins: random, printed, repeatable with {@code -Dturnlock.seed}. */
public final class Seed {
  private final long value;

  private Seed(long value) {
    this.value = value;
  }

  /** A seed for the suite named, announced on standard output. */
  public static Seed announce(String suite) {
    Long fixed = Long.getLong("turnlock.seed");
    long value = fixed != null ? fixed : new Random().nextLong();
    System.out.println(suite + ": repeat with -Dturnlock.seed=" + value);
    return new Seed(value);
  }

  /** The randomness of one case; the same for one seed, case and subject. */
  public Random forCase(String subject, int index) {
    return new Random(value * 0x9E3779B97F4A7C15L + subject.hashCode() * 31L + index);
  }

  @Override
  public String toString() {
    return "-Dturnlock.seed=" + value;
  }
}
