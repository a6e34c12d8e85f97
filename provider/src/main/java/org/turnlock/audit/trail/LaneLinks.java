// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Goes through the lines of one lane once, and checks numbers and links. */
final class LaneLinks {
  /** More damage than this is not told apart. */
  static final int MOST_RUNS = 10_000;

  private final TrailLine line = new TrailLine();
  private final LineHash hasher = new LineHash();
  private final RecentHashes hashes;
  private final Records records;
  private final List<Run> runs = new ArrayList<>();
  private Path file;
  private long number;
  private boolean lastFile;
  private Run run;
  private long count;
  private int unfinished;

  /** Is told of the records that others than the links are about. */
  interface Records {
    /** A record that tells of the trail itself. */
    void trail(Path file, long line, long seq, byte[] bytes, int from, int to);

    /** Any record, after its hash was taken. */
    void any(long seq);
  }

  LaneLinks(RecentHashes hashes, Records records) {
    this.hashes = hashes;
    this.records = records;
    hashes.forget();
  }

  /**
   * Goes through a file.
   *
   * @param last whether a line that has no end yet may be the last
   * @return the bytes that were read
   */
  long read(LineScanner scanner, Path path, boolean last) throws IOException {
    file = path;
    lastFile = last;
    number = 0;
    long bytes = scanner.scan(path, 0, this::take);
    if (run != null) {
      run.toEnd = true;
    }
    return bytes;
  }

  private boolean take(byte[] bytes, int from, int to, boolean ended) {
    if (!ended && lastFile) {
      unfinished = to - from;
      return true;
    }
    number++;
    if (!ended
        || to - from >= LineScanner.LONGEST
        || !line.read(bytes, from, to)
        || !record(bytes, from, to)) {
      noRecord();
    }
    return runs.size() <= MOST_RUNS;
  }

  private boolean record(byte[] bytes, int from, int to) {
    long seq = line.seq();
    boolean follows =
        run != null
            && run.records
            && seq == run.lastSeq + 1
            && hashes.is(run.lastSeq, bytes, line.prev());
    if (!follows) {
      if (!line.hasHash(bytes)) {
        return false;
      }
      long attached =
          run != null && run.records && hashes.is(seq - 1, bytes, line.prev()) ? seq - 1 : -1;
      String prev = new String(bytes, line.prev(), TrailLine.HASH, StandardCharsets.US_ASCII);
      begin(Run.ofRecords(runs.size(), file, number, seq, prev, attached));
    }
    int place = hashes.place(seq);
    hasher.hash(bytes, from, to - from, hashes.bytes(seq), place);
    run.lastSeq = seq;
    run.lastFile = file;
    run.lastLine = number;
    run.toEnd = false;
    count++;
    records.any(seq);
    if (line.isOfTrail(bytes, to)) {
      records.trail(file, number, seq, bytes, from, to);
    }
    return true;
  }

  private void noRecord() {
    if (run == null || run.records || !run.lastFile.equals(file)) {
      begin(Run.ofOthers(runs.size(), file, number));
    }
    run.lastLine = number;
    run.toEnd = false;
  }

  private void begin(Run next) {
    if (run != null && run.records) {
      run.lastHash = hashes.of(run.lastSeq);
    }
    runs.add(next);
    run = next;
  }

  /** The runs, now that all files were read. */
  List<Run> runs() {
    if (run != null && run.records) {
      run.lastHash = hashes.of(run.lastSeq);
    }
    return runs;
  }

  /** How many lines are records. */
  long count() {
    return count;
  }

  /** How many bytes the last line has that has no end. */
  int unfinished() {
    return unfinished;
  }
}
