// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

/**
 * Counts the calls that each thread makes: a thread sees what an operation cost it by the
 * difference. A few nanoseconds a call.
 */
public final class ThreadCalls extends ForwardedFunctions {
  /** Of a class of the JDK's, so that a thread that lives on holds nothing of ours. */
  private static final ThreadLocal<long[]> MADE = ThreadLocal.withInitial(() -> new long[1]);

  private final Cryptoki target;

  /** A decorator of {@code target}. */
  public ThreadCalls(Cryptoki target) {
    this.target = target;
  }

  /** How many calls this thread has made so far of all that is counted. */
  public static long made() {
    return MADE.get()[0];
  }

  static void count() {
    MADE.get()[0]++;
  }

  @Override
  Cryptoki target() {
    count();
    return target;
  }
}
