// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.metering;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.turnlock.keys.UseLimits;
import org.turnlock.keys.directory.SeenRecord;
import org.turnlock.keys.directory.UseMeter;
import org.turnlock.keys.directory.VersionMeter;
import org.turnlock.keys.record.Usage;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenException;

/**
 * The use of one version in this process. Under a limit, use is reserved first: announced to all
 * processes, then compared with what all have announced. So two that reserve at once see each
 * other, and what all may use is never more than the limit.
 *
 * <p>The date of the last use is taken once for each reading of the record, and told with the
 * counts at most once a minute.
 */
final class VersionUse implements VersionMeter {
  private static final System.Logger LOG = System.getLogger(VersionUse.class.getName());
  private static final long FIRST_USES = 16;
  private static final long FIRST_BYTES = 1 << 20;
  private static final long NEVER = Long.MIN_VALUE;
  private static final Duration CADENCE = Duration.ofMinutes(1);

  private final String alias;
  private final int number;
  private final UseLedger ledger;
  private final Clock clock;
  private final Supplier<LimitRotation> rotation;
  private final Executor background;
  private final Succession succession;
  private final ReentrantLock lock = new ReentrantLock();
  private final Quantity uses = new Quantity(FIRST_USES);
  private final Quantity bytes = new Quantity(FIRST_BYTES);

  private volatile UseLimits limits = UseLimits.NONE;
  private volatile boolean nearlySpent;
  private volatile boolean closed;
  private volatile boolean begun;

  /** The reading of the record at which the use was dated last. */
  private volatile long datedAt = NEVER;

  /** The reading whose limits these are; guarded by the lock. */
  private long limitedAt = NEVER;

  /** The reading at which no more was to be had; guarded by the lock. */
  private long refusedAt = NEVER;

  private volatile Instant lastUse = Instant.EPOCH;
  private Usage total = Usage.NONE;
  private Instant toldUse = Instant.EPOCH;
  private Instant toldAt = Instant.EPOCH;

  /**
   * @param rotation makes a successor; gives null where nobody does
   * @param background runs what no use waits for
   */
  VersionUse(
      String alias,
      int number,
      UseLedger ledger,
      Clock clock,
      Supplier<LimitRotation> rotation,
      Executor background) {
    this.alias = alias;
    this.number = number;
    this.ledger = ledger;
    this.clock = clock;
    this.rotation = rotation;
    this.background = background;
    this.succession = new Succession(alias, number);
  }

  @Override
  public void count(KeyUsage use, long amount, SeenRecord seen) {
    boolean first = seen.readAt() != datedAt;
    if (first) {
      datedAt = seen.readAt();
      lastUse = clock.instant();
      learn(seen);
    }
    if (UseMeter.isNewWork(use) && !take(amount)) {
      reserveAndTake(amount, seen);
    }
    if (first) {
      tellSoon();
    }
  }

  private boolean take(long amount) {
    if (!uses.take(1)) {
      return false;
    }
    if (!bytes.take(amount)) {
      uses.put(1);
      return false;
    }
    return true;
  }

  private void learn(SeenRecord seen) {
    UseLimits now = seen.record().limits();
    if (now.equals(limits)) {
      return;
    }
    lock.lock();
    try {
      // A use that began before a change may come behind one that has seen it.
      if (limitedAt != NEVER && seen.readAt() - limitedAt < 0) {
        return;
      }
      limitedAt = seen.readAt();
      uses.limit(now.uses() != UseLimits.UNLIMITED);
      bytes.limit(now.bytes() != UseLimits.UNLIMITED);
      limits = now;
      nearlySpent = false;
      refusedAt = NEVER;
    } finally {
      lock.unlock();
    }
  }

  private void reserveAndTake(long amount, SeenRecord seen) {
    if (amount > limits.bytes()) {
      throw Refusals.tooLarge(alias, amount, limits);
    }
    lock.lock();
    try {
      while (!take(amount)) {
        // What is had, though not all that was wanted, may do with what was left.
        if (!reserve(amount, seen)) {
          if (take(amount)) {
            return;
          }
          throw Refusals.spent(alias, number, limits);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Announces a block, then looks what all have announced. What was refused is not asked for again
   * before the record is read again.
   */
  private boolean reserve(long amount, SeenRecord seen) {
    if (closed) {
      throw new TokenException(
          TokenException.Reason.UNAVAILABLE,
          "key '" + alias + "' cannot be used any more: its provider is closed");
    }
    if (seen.readAt() == refusedAt) {
      return false;
    }
    UseLimits most = limits;
    tell(
        uses.block(1, most.uses() - total.uses()),
        bytes.block(amount, most.bytes() - total.bytes()));
    total = ledger.total();
    if (isOver(most)) {
      // What was moved into the record meanwhile may have been counted twice.
      Usage again = ledger.total();
      total =
          new Usage(
              Math.min(total.uses(), again.uses()),
              Math.min(total.bytes(), again.bytes()),
              again.last());
    }
    nearlySpent = isNearlySpent(most);
    boolean enough =
        uses.settle(1, total.uses(), most.uses())
            & bytes.settle(amount, total.bytes(), most.bytes());
    if (!enough) {
      nearlySpent = true;
      refusedAt = seen.readAt();
    }
    if (uses.due() < 0 || bytes.due() < 0) {
      tell(0, 0);
    }
    return enough;
  }

  private boolean isOver(UseLimits most) {
    return total.uses() > most.uses() || total.bytes() > most.bytes() || isNearlySpent(most);
  }

  private boolean isNearlySpent(UseLimits most) {
    return most.uses() != UseLimits.UNLIMITED && Blocks.isNearlySpent(total.uses(), most.uses())
        || most.bytes() != UseLimits.UNLIMITED && Blocks.isNearlySpent(total.bytes(), most.bytes());
  }

  private void tell(long usesBlock, long bytesBlock) {
    long usesDue = uses.due();
    long bytesDue = bytes.due();
    Instant last = lastUse;
    Instant now = clock.instant();
    ledger.tell(new Usage(usesDue + usesBlock, bytesDue + bytesBlock, last));
    uses.told(usesDue, usesBlock);
    bytes.told(bytesDue, bytesBlock);
    toldUse = last;
    toldAt = now;
  }

  /** The first time at once; later the use does not wait for a token that may be busy. */
  private void tellSoon() {
    if (begun) {
      background.execute(this::tellIfDue);
    } else {
      begun = true;
      tellIfDue();
    }
  }

  /** Once a minute at most. */
  private void tellIfDue() {
    if (!lock.tryLock()) {
      return;
    }
    try {
      Instant now = clock.instant();
      if (!closed && !now.isBefore(toldAt.plus(CADENCE)) && hasNews()) {
        toldAt = now;
        tell(0, 0);
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "the use of key '" + alias + "' is told later", e);
    } finally {
      lock.unlock();
    }
  }

  private boolean hasNews() {
    return uses.due() != 0 || bytes.due() != 0 || lastUse.isAfter(toldUse);
  }

  @Override
  public boolean admits(SeenRecord seen) {
    learn(seen);
    if (limits.equals(UseLimits.NONE)) {
      return true;
    }
    boolean room = hasRoom(seen);
    if (room && !nearlySpent) {
      return true;
    }
    LimitRotation maker = rotation.get();
    if (maker != null && succession.arrange(maker, !room)) {
      return false;
    }
    if (!room) {
      throw Refusals.withoutSuccessor(alias, number, limits, succession.failure());
    }
    return true;
  }

  /** Whether a use can still be had. A token that does not answer now may do so when it comes. */
  private boolean hasRoom(SeenRecord seen) {
    if (!uses.isEmpty() && !bytes.isEmpty()) {
      return true;
    }
    lock.lock();
    try {
      return !uses.isEmpty() && !bytes.isEmpty() || reserve(1, seen);
    } catch (TokenException e) {
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Tells what was used at last, and gives back what was reserved in vain. */
  void close() {
    lock.lock();
    try {
      closed = true;
      uses.surrender();
      bytes.surrender();
      if (hasNews() && ledger.isOpen()) {
        tell(0, 0);
      }
    } finally {
      lock.unlock();
    }
  }
}
