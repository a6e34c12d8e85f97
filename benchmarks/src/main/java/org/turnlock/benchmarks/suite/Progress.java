// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

/** Who is told how far a run is. */
public interface Progress extends AutoCloseable {
  /** Says what begins now. */
  void begins(int round, Case what, String backend);

  /** Says what the process that ended has measured. */
  void measured(Fork fork);

  /** Says why it measured nothing. */
  void failed(Failure failure);

  @Override
  void close();
}
