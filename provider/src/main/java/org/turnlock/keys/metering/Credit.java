// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.metering;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Use that was reserved and is not taken yet. Threads take from cells of their own, which are
 * filled in chunks from what all share; nothing is ever taken twice. No lock.
 */
final class Credit {
  private static final int CELLS = cells();

  /** Cells lie two cache lines apart. */
  private static final int APART = 16;

  private final AtomicLong shared = new AtomicLong();
  private final AtomicLongArray cells = new AtomicLongArray((CELLS + 1) * APART);

  private static int cells() {
    int processors = Math.min(Runtime.getRuntime().availableProcessors(), 64);
    return Integer.highestOneBit(2 * processors - 1);
  }

  /** The cell of a thread: threads that begin together have numbers in a row. */
  private static int own() {
    return (((int) Thread.currentThread().getId() & (CELLS - 1)) + 1) * APART;
  }

  /** Adds what was reserved. */
  void put(long amount) {
    shared.addAndGet(amount);
  }

  /**
   * Takes an amount, all of it or nothing.
   *
   * @return false if there is not so much, or other threads are moving it just now
   */
  boolean take(long amount) {
    int cell = own();
    long left = cells.get(cell);
    while (left >= amount) {
      if (cells.compareAndSet(cell, left, left - amount)) {
        return true;
      }
      left = cells.get(cell);
    }
    return fill(cell, amount);
  }

  private boolean fill(int cell, long amount) {
    long drawn = draw(amount);
    if (drawn < amount) {
      drawn += drain();
    }
    if (drawn < amount) {
      shared.addAndGet(drawn);
      return false;
    }
    cells.addAndGet(cell, drawn - amount);
    return true;
  }

  /** A chunk that leaves enough for the others; less than {@code amount} if there is no more. */
  private long draw(long amount) {
    while (true) {
      long there = shared.get();
      long chunk = Math.min(there, Math.max(amount, there / (2L * CELLS)));
      if (shared.compareAndSet(there, there - chunk)) {
        return chunk;
      }
    }
  }

  /** Takes all that is left. */
  long drain() {
    long all = shared.getAndSet(0);
    for (int cell = APART; cell <= CELLS * APART; cell += APART) {
      all += cells.getAndSet(cell, 0);
    }
    return all;
  }

  /** Whether nothing is left. */
  boolean isEmpty() {
    if (cells.get(own()) > 0 || shared.get() > 0) {
      return false;
    }
    for (int cell = APART; cell <= CELLS * APART; cell += APART) {
      if (cells.get(cell) > 0) {
        return false;
      }
    }
    return true;
  }
}
