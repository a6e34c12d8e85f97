// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.metering;

import java.util.concurrent.atomic.LongAdder;

/**
 * The uses, or the bytes, of one version in this process: counted where they are not limited,
 * reserved before they are made where they are. Taking is for any thread; all else is done under
 * its owner's lock.
 */
final class Quantity {
  private final long first;
  private final LongAdder free = new LongAdder();

  /** Null while there is no limit. */
  private volatile Credit credit;

  private long freeSeen;

  /** To be told to the others; negative to take back. */
  private long owed;

  /** Told as reserved, and not in the credit. */
  private long reserved;

  private long lastBlock;

  /**
   * @param first size of the first block
   */
  Quantity(long first) {
    this.first = first;
  }

  boolean take(long amount) {
    Credit limited = credit;
    if (limited != null) {
      return amount == 0 || limited.take(amount);
    }
    free.add(amount);
    return true;
  }

  /** Gives back what was taken and is not used. */
  void put(long amount) {
    Credit limited = credit;
    if (limited != null) {
      limited.put(amount);
    } else {
      free.add(-amount);
    }
  }

  boolean isEmpty() {
    Credit limited = credit;
    return limited != null && limited.isEmpty();
  }

  boolean isLimited() {
    return credit != null;
  }

  void limit(boolean limited) {
    if (limited != isLimited()) {
      surrender();
      lastBlock = 0;
      credit = limited ? new Credit() : null;
    }
  }

  /** Takes back all that is reserved and not used. */
  void surrender() {
    Credit limited = credit;
    owed -= reserved + (limited == null ? 0 : limited.drain());
    reserved = 0;
  }

  /** What is to be told to the others now. */
  long due() {
    long sum = free.sum();
    owed += sum - freeSeen;
    freeSeen = sum;
    return owed;
  }

  /** What is to be reserved now, beside what is reserved already; 0 without a limit. */
  long block(long needed, long remaining) {
    return isLimited()
        ? Math.max(0, Blocks.next(lastBlock, first, needed, remaining) - reserved)
        : 0;
  }

  /** Says that {@link #due()} and a block were told. */
  void told(long due, long block) {
    owed -= due;
    reserved += block;
  }

  /**
   * Makes of the reservation what the limit allows, and gives the rest back.
   *
   * @param total what all processes have told
   * @return whether at least {@code needed} could be had
   */
  boolean settle(long needed, long total, long limit) {
    if (!isLimited()) {
      return true;
    }
    long granted = Blocks.granted(reserved, total, limit);
    lastBlock = granted;
    owed -= reserved - granted;
    reserved = 0;
    credit.put(granted);
    return granted >= needed;
  }
}
