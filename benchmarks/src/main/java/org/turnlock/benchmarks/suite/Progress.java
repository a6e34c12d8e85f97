// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

/** Who is told how far a run is. */
public interface Progress extends AutoCloseable {
  /** Says what begins now, and in which part of the run. */
  void begins(String part, Case what, String backend);

  /** Says what came of it. */
  void ends(String outcome);

  /** Says why it measured nothing. */
  void failed(Failure failure);

  @Override
  void close();
}
