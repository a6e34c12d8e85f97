// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.util.List;

/**
 * What is to be measured.
 *
 * @param operations which
 * @param threads by how many threads, each number of them by itself; ascending
 * @param nanos how long all of it may take
 * @param most how often an operation is done in one slice of time at most, by all threads
 */
record Plan(List<BenchOperation> operations, List<Integer> threads, long nanos, long most) {
  Plan {
    operations = List.copyOf(operations);
    threads = List.copyOf(threads);
  }

  /** How many rows the table has if nothing is left out. */
  int cases() {
    return operations.stream().mapToInt(operation -> operation.sizes().size()).sum()
        * threads.size();
  }
}
