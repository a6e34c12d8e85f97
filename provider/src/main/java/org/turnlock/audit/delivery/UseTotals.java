// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.delivery;

/** How many uses there were, and what they add up to. For one thread at a time. */
final class UseTotals {
  private long count;
  private long input = -1;
  private long output = -1;
  private long nanos;
  private long calls = -1;
  private long first;
  private long last;

  void add(long begin, long took, int callsMade, long in, long out) {
    if (count++ == 0) {
      first = begin;
      last = begin;
    } else {
      first = begin - first < 0 ? begin : first;
      last = begin - last > 0 ? begin : last;
    }
    nanos += took;
    calls = sum(calls, callsMade);
    input = sum(input, in);
    output = sum(output, out);
  }

  void add(UseTotals other) {
    if (other.count == 0) {
      return;
    }
    first = count == 0 || other.first - first < 0 ? other.first : first;
    last = count == 0 || other.last - last > 0 ? other.last : last;
    count += other.count;
    nanos += other.nanos;
    calls = sum(calls, other.calls);
    input = sum(input, other.input);
    output = sum(output, other.output);
  }

  /** Of two amounts, either of which may be unknown. */
  private static long sum(long one, long other) {
    return one < 0 ? other : other < 0 ? one : one + other;
  }

  long count() {
    return count;
  }

  /** -1 where nothing is known. */
  long input() {
    return input;
  }

  long output() {
    return output;
  }

  long nanos() {
    return nanos;
  }

  int calls() {
    return (int) Math.min(calls, Integer.MAX_VALUE);
  }

  /** When the first of them began, by {@link System#nanoTime}. */
  long first() {
    return first;
  }

  /** When the last of them began. */
  long last() {
    return last;
  }
}
