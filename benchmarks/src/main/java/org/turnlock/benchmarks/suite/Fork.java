// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

/**
 * What one process has measured.
 *
 * @param micros that an operation took one thread
 * @param bytes that an operation took on the JVM's heap; null if nobody counted
 */
public record Fork(double micros, Double bytes) {}
