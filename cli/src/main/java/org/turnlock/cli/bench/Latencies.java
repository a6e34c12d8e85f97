// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

/**
 * How long operations took: counted in cells that are one part in 64 wide, so that recording one is
 * an addition and takes no memory. For one thread; what several have recorded can be added up.
 */
final class Latencies {
  private static final int PART_BITS = 6;
  private static final int PARTS = 1 << PART_BITS;

  private final long[] cells = new long[(Long.SIZE - PART_BITS) * PARTS];
  private long count;

  void record(long nanos) {
    cells[cell(Math.max(0, nanos))]++;
    count++;
  }

  void add(Latencies others) {
    for (int cell = 0; cell < cells.length; cell++) {
      cells[cell] += others.cells[cell];
    }
    count += others.count;
  }

  long count() {
    return count;
  }

  /**
   * The time that this share of the operations did not exceed, to one part in 128; 0 if there were
   * none.
   */
  long nanosOf(double share) {
    long wanted = Math.max(1, (long) Math.ceil(share * count));
    long seen = 0;
    for (int cell = 0; cell < cells.length; cell++) {
      seen += cells[cell];
      if (seen >= wanted) {
        return middle(cell);
      }
    }
    return 0;
  }

  /** Below 2 x PARTS each number has a cell; above, so many cells for each power of two. */
  private static int cell(long nanos) {
    int power = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(nanos) - PART_BITS - 1);
    return (power << PART_BITS) + (int) (nanos >>> power);
  }

  private static long middle(int cell) {
    int power = Math.max(0, (cell >> PART_BITS) - 1);
    long first = (long) (cell - (power << PART_BITS)) << power;
    return first + ((1L << power) >> 1);
  }
}
