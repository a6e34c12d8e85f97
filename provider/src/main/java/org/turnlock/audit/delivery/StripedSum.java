// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.delivery;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.turnlock.audit.UseSum;

/**
 * A sum in stripes, so that threads that use one key at once rarely meet. A stripe's lock is all
 * that a use takes; once closed, no use can be added, and none was lost.
 */
final class StripedSum implements UseSum {
  private static final int STRIPES = 16;

  private final AtomicReferenceArray<Stripe> stripes = new AtomicReferenceArray<>(STRIPES);
  private final Instant made;
  private final long madeNanos = System.nanoTime();

  /**
   * An empty one.
   *
   * @param made now
   */
  StripedSum(Instant made) {
    this.made = made;
  }

  /**
   * The time at {@code nanos} of {@link System#nanoTime}, by what the clock said when this was
   * made.
   */
  Instant time(long nanos) {
    return made.plusNanos(nanos - madeNanos);
  }

  private static final class Stripe {
    private final UseTotals totals = new UseTotals();
    private boolean closed;

    synchronized boolean add(long begin, long nanos, int calls, long input, long output) {
      if (!closed) {
        totals.add(begin, nanos, calls, input, output);
      }
      return !closed;
    }

    synchronized UseTotals close() {
      closed = true;
      return totals;
    }
  }

  @Override
  public boolean add(long begin, long nanos, int calls, long input, long output) {
    int index = (int) (Thread.currentThread().getId() & STRIPES - 1);
    Stripe stripe = stripes.get(index);
    if (stripe == null) {
      stripe = made(index);
    }
    return stripe.add(begin, nanos, calls, input, output);
  }

  private Stripe made(int index) {
    stripes.compareAndSet(index, null, new Stripe());
    return stripes.get(index);
  }

  /** Takes no more, and gives what there was. Not twice. */
  UseTotals close() {
    UseTotals all = new UseTotals();
    for (int i = 0; i < STRIPES; i++) {
      all.add(made(i).close());
    }
    return all;
  }
}
