// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.delivery;

import org.turnlock.audit.AuditEventBuilder;

/** How many uses there were, and what they add up to. For one thread at a time. */
final class UseSum {
  private long count;
  private long input = -1;
  private long output = -1;
  private long nanos;
  private long calls = -1;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  void add(AuditEventBuilder use) {
    long time = use.time().toEpochMilli();
    count++;
    input = sum(input, use.inputBytes());
    output = sum(output, use.outputBytes());
    nanos += use.durationNanos();
    calls = sum(calls, use.tokenCalls());
    first = Math.min(first, time);
    last = Math.max(last, time);
  }

  void add(UseSum other) {
    count += other.count;
    input = sum(input, other.input);
    output = sum(output, other.output);
    nanos += other.nanos;
    calls = sum(calls, other.calls);
    first = Math.min(first, other.first);
    last = Math.max(last, other.last);
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

  /** Milliseconds of the epoch. */
  long first() {
    return first;
  }

  long last() {
    return last;
  }
}
