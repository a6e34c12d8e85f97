// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The hashes of the last records, as many as a head may be late. */
final class RecentHashes {
  private static final int KEPT = 2 * HeadMaker.LATEST;
  private static final int HASH = TrailLine.HASH;

  private static final int PAGE = 1 << 10;

  private final byte[][] pages = new byte[KEPT / PAGE][];
  private final long[][] numbers = new long[KEPT / PAGE][];

  /** Where in {@link #bytes} the hash of this record goes, in place of an older one. */
  int place(long seq) {
    int page = page(seq);
    if (pages[page] == null) {
      pages[page] = new byte[PAGE * HASH];
      numbers[page] = new long[PAGE];
    }
    numbers[page][slot(seq)] = seq;
    return slot(seq) * HASH;
  }

  byte[] bytes(long seq) {
    return pages[page(seq)];
  }

  /** Whether the record is known, and its hash stands at {@code from}. */
  boolean is(long seq, byte[] bytes, int from) {
    int at = slot(seq) * HASH;
    return knows(seq) && Arrays.equals(bytes(seq), at, at + HASH, bytes, from, from + HASH);
  }

  /** Empty if it is not known. */
  String of(long seq) {
    return knows(seq)
        ? new String(bytes(seq), slot(seq) * HASH, HASH, StandardCharsets.US_ASCII)
        : "";
  }

  private boolean knows(long seq) {
    return seq > 0 && numbers[page(seq)] != null && numbers[page(seq)][slot(seq)] == seq;
  }

  private static int page(long seq) {
    return (int) (seq / PAGE & KEPT / PAGE - 1);
  }

  private static int slot(long seq) {
    return (int) (seq & PAGE - 1);
  }

  void forget() {
    for (long[] page : numbers) {
      if (page != null) {
        Arrays.fill(page, 0);
      }
    }
  }
}
