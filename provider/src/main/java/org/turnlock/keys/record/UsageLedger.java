// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one process has told of the use of one key, all together since it began: a later sequence
 * number takes the place of an earlier.
 *
 * @param written by the clock of the process
 * @param closed whether the process writes it never again
 * @param used by version
 */
record UsageLedger(
    String alias,
    WriterId id,
    long sequence,
    ProcessIdentity process,
    Instant written,
    boolean closed,
    SortedMap<Integer, Usage> used) {

  UsageLedger {
    written = ManagedKeyRecord.millis(written);
  }

  /** Whether this is the first object of a ledger, which has another beside it from then on. */
  boolean isBeginning() {
    return used.isEmpty() && !closed;
  }

  /** Whether its process ran on this host and runs no more. */
  boolean isOfEndedProcess() {
    return process.isVisible() && process.hasEnded();
  }

  /** How much of a ledger is in the record already. */
  record Folded(WriterId id, SortedMap<Integer, Usage> used) {}

  /** What is in {@code all} and not in {@code part} of it. */
  static SortedMap<Integer, Usage> remaining(
      SortedMap<Integer, Usage> all, SortedMap<Integer, Usage> part) {
    SortedMap<Integer, Usage> rest = new TreeMap<>();
    all.forEach(
        (version, usage) -> {
          Usage known = part.getOrDefault(version, Usage.NONE);
          long uses = Math.max(0, usage.uses() - known.uses());
          long bytes = Math.max(0, usage.bytes() - known.bytes());
          if (uses > 0 || bytes > 0 || usage.last().isAfter(known.last())) {
            rest.put(version, new Usage(uses, bytes, usage.last()));
          }
        });
    return rest;
  }
}
