// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

/**
 * What threads did in a while.
 *
 * @param rate operations per second, of all threads together
 * @param calls of the PKCS#11 module through Turnlock
 * @param latencies how long each operation took
 */
record Slice(double rate, long calls, Latencies latencies) {
  /** Of no thread. */
  static final Slice NONE = new Slice(0, 0, new Latencies());

  /** Calls for each operation. */
  double callsOfEach() {
    return (double) calls / latencies.count();
  }

  /** What this and another have done at the same time. */
  Slice beside(Slice other) {
    Latencies all = new Latencies();
    all.add(latencies);
    all.add(other.latencies);
    return new Slice(rate + other.rate, calls + other.calls, all);
  }
}
