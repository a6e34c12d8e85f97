// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.metering;

/**
 * How much use a process reserves at once: little at first, twice as much each time, and never more
 * than a small share of what the limit leaves. So a process that is killed wastes about as much as
 * it has used, and many processes do not take all from each other. Numbers only.
 */
final class Blocks {
  private static final int SHARE = 32;
  private static final int MARGIN = 16;

  private Blocks() {}

  /**
   * The size of the next block.
   *
   * @param last the size of the last; 0 for none
   * @param first the size of the first
   * @param needed at least so much
   * @param remaining what the limit leaves, as far as known
   */
  static long next(long last, long first, long needed, long remaining) {
    long wanted = last == 0 ? first : last > Long.MAX_VALUE / 2 ? last : 2 * last;
    return Math.max(needed, Math.min(wanted, Math.max(1, remaining / SHARE)));
  }

  /**
   * How much of a block may be used.
   *
   * @param block announced to all, and counted in {@code total}
   * @param total what all processes have announced
   */
  static long granted(long block, long total, long limit) {
    return Math.min(block, Math.max(0, limit - (total - block)));
  }

  /**
   * Whether a version should have a successor: a sixteenth before its limit, so that what has begun
   * has room to end.
   */
  static boolean isNearlySpent(long total, long limit) {
    return total >= limit - limit / MARGIN;
  }
}
