// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

/**
 * Why a competitor has no number.
 *
 * @param what as words
 * @param backend who
 * @param reason the error's message
 */
public record Failure(String what, String backend, String reason) {}
