// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

/**
 * What competitors are compared at.
 *
 * @param operation its name, for instance {@code aes-gcm-encrypt}
 * @param size bytes of input; 0 where an operation has none
 * @param threads that work at once
 * @param delayMicros what each C call waits for, as if the token were that far away
 */
public record Case(String operation, int size, int threads, int delayMicros) {
  private static final int LONG_STREAM = 1 << 30;

  /** Of one thread on the token as it is. */
  public static Case of(String operation, int size) {
    return new Case(operation, size, 1, 0);
  }

  /** The same by more threads. */
  public Case by(int moreThreads) {
    return new Case(operation, size, moreThreads, delayMicros);
  }

  /** The same on a token that is further away. */
  public Case at(int delay) {
    return new Case(operation, size, threads, delay);
  }

  /** Whether it takes longer than all that is measured otherwise. */
  public boolean isLongStream() {
    return size >= LONG_STREAM;
  }

  /** Whether so few are done in a second that a JVM compiles them late. */
  boolean compilesLate() {
    return operation.endsWith("-sign")
        || operation.endsWith("-verify")
        || operation.startsWith("hmac-");
  }

  @Override
  public String toString() {
    return operation
        + (size == 0 ? "" : ", " + Units.bytes(size))
        + (threads == 1 ? "" : ", " + threads + " threads")
        + (delayMicros == 0 ? "" : ", " + Units.millis(delayMicros) + " away");
  }
}
