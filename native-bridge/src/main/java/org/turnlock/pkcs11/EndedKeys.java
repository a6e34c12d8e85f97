// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Handles that have lost their meaning a short while ago: of keys that were changed or destroyed,
 * and of new objects, as there are modules that give a number anew. An operation that was begun
 * before is not gone on with, wherever its session was at that moment. Thread-safe.
 */
final class EndedKeys {
  /** Longer than any operation is gone on with. */
  private static final long KEPT_NANOS = 2 * Priming.GOOD_FOR_NANOS;

  private static final int FEW = 64;

  /** System.nanoTime of each end. */
  private final Map<Long, Long> ends = new ConcurrentHashMap<>();

  private volatile int sizeToPrune = FEW;

  /** Of the last one of all; far back at first. */
  private volatile long last = System.nanoTime() - KEPT_NANOS;

  private volatile long endOfAll = last;

  synchronized void add(long key) {
    long now = System.nanoTime();
    ends.put(key, now);
    last = now;
    if (ends.size() > sizeToPrune) {
      ends.values().removeIf(end -> now - end > KEPT_NANOS);
      sizeToPrune = Math.max(FEW, 2 * ends.size());
    }
  }

  synchronized void addAll() {
    long now = System.nanoTime();
    endOfAll = now;
    last = now;
  }

  /** Whether the key has ended since the operation was begun. */
  boolean endedSince(Priming begun) {
    if (last - begun.since() < 0) {
      return false;
    }
    Long end = ends.get(begun.key());
    return endOfAll - begun.since() >= 0 || end != null && end - begun.since() >= 0;
  }
}
