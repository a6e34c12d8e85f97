// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

/** Successful uses of one kind, as they add up until they are told. Thread-safe. */
public interface UseSum {
  /**
   * Adds a use, in the place of an event of its own.
   *
   * @param begin when it began, by {@link System#nanoTime}
   * @param nanos how long it took
   * @param calls of the PKCS#11 module, -1 for not counted
   * @param input bytes given to the key, -1 for unknown
   * @param output bytes that came out, -1 for unknown
   * @return false if this sum was told meanwhile, and the use belongs to the next
   */
  boolean add(long begin, long nanos, int calls, long input, long output);
}
