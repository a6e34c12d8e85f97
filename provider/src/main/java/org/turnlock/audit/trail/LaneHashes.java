// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Looks up single records of a lane. */
final class LaneHashes {
  private LaneHashes() {}

  /** The hash of a record; empty if it is not there. */
  static String of(Path lane, long seq) throws IOException {
    for (Path file : LaneFiles.of(lane).descendingMap().values()) {
      long first = first(file);
      if (first >= 0 && first <= seq) {
        return within(file, seq);
      }
    }
    return "";
  }

  private static long first(Path file) throws IOException {
    TrailLine line = new TrailLine();
    long[] seq = {-1};
    new LineScanner()
        .scan(
            file,
            0,
            (bytes, from, to, ended) -> {
              seq[0] = line.read(bytes, from, to) ? line.seq() : -1;
              return false;
            });
    return seq[0];
  }

  private static String within(Path file, long seq) throws IOException {
    TrailLine line = new TrailLine();
    byte[] hash = new byte[TrailLine.HASH];
    boolean[] found = {false};
    new LineScanner()
        .scan(
            file,
            0,
            (bytes, from, to, ended) -> {
              if (ended && line.read(bytes, from, to) && line.seq() == seq) {
                new LineHash().hash(bytes, from, to - from, hash, 0);
                found[0] = true;
              }
              return !found[0];
            });
    return found[0] ? new String(hash, StandardCharsets.US_ASCII) : "";
  }
}
