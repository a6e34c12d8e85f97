// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where a chain has come to: what the next record goes on from. */
final class LaneEnd {
  private static final long USUALLY_ENOUGH = 4L << 20;

  private static final long UNKNOWN = -1;
  private static final long LATE = HeadMaker.LATEST;

  /** No chain comes that far, and lines with numbers much longer are no records. */
  private static final long LAST = 1L << 56;

  private final TrailLine line = new TrailLine();
  private final LineHash hashes = new LineHash();
  private final byte[] hash = new byte[TrailLine.HASH];
  private final int lastFile;
  private final Path file;
  private final Torn torn;
  private long seq = -1;
  private final boolean[] events = new boolean[HeadMaker.LATEST];
  private long firstSeq = -1;
  private long toldEvents = UNKNOWN;
  private long eventsSince;
  private TrailFields told;
  private boolean closing;

  /**
   * What stood behind the last whole line.
   *
   * @param bytes how many
   * @param hash of them; empty if there was nothing
   */
  record Torn(long bytes, String hash) {
    static final Torn NOTHING = new Torn(0, "");
  }

  /** A lane whose end cannot be gone on from; it is left as it is. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  private LaneEnd(int lastFile, Path file, Torn torn) {
    this.lastFile = lastFile;
    this.file = file;
    this.torn = torn;
  }

  /** Number of the last file, which may be empty; 0 if there is none. */
  int lastFile() {
    return lastFile;
  }

  /** Number of the last record; 0 if there is none. */
  long seq() {
    return Math.max(0, seq);
  }

  /** Hash of the last record. */
  String hash() {
    return seq < 0 ? TrailLine.NOTHING_BEFORE : new String(hash, StandardCharsets.US_ASCII);
  }

  /** What a killed writer has left behind the last record, or was cut off before. */
  Torn torn() {
    return torn;
  }

  /** The last record of the trail itself; empty if there is no record at all. */
  Optional<TrailFields> told() {
    return Optional.ofNullable(told);
  }

  /** Whether the last writer has closed the trail, rather than been killed. */
  boolean ended() {
    return closing && eventsSince == 0;
  }

  /** How many events the last writer has put into the chain; negative if that cannot be said. */
  long toldEvents() {
    return toldEvents;
  }

  /**
   * Reads the end of a lane that the caller has locked, and cuts off what a killed writer has left
   * of a line.
   */
  static LaneEnd recover(Path lane) throws IOException, Unreadable {
    TreeMap<Integer, Path> files = LaneFiles.of(lane);
    Torn torn = Torn.NOTHING;
    for (Map.Entry<Integer, Path> entry : files.descendingMap().entrySet()) {
      Path file = entry.getValue();
      if (!Files.isRegularFile(file)) {
        throw new Unreadable(file + " is no file");
      }
      long whole = LineScanner.wholeLines(file);
      if (whole < Files.size(file)) {
        if (!entry.getKey().equals(files.lastKey())) {
          throw new Unreadable(file + " ends within a line");
        }
        torn = cut(file, whole);
      }
      if (whole > 0) {
        LaneEnd end = new LaneEnd(files.lastKey(), file, torn);
        end.read(whole);
        return end;
      }
    }
    return new LaneEnd(files.isEmpty() ? 0 : files.lastKey(), null, torn);
  }

  private static Torn cut(Path file, long whole) throws IOException {
    try (RandomAccessFile output = new RandomAccessFile(file.toFile(), "rw")) {
      long bytes = output.length() - whole;
      byte[] rest = new byte[(int) Math.min(bytes, LineScanner.LONGEST)];
      output.seek(whole);
      output.readFully(rest);
      output.setLength(whole);
      output.getFD().sync();
      return new Torn(bytes, LineHash.of(rest));
    }
  }

  private void read(long whole) throws IOException, Unreadable {
    LineScanner scanner = new LineScanner();
    long start = LineScanner.lineAt(file, Math.max(0, whole - USUALLY_ENOUGH));
    scanner.scan(file, start, this::take);
    if (start > 0 && (told == null || toldEvents < 0)) {
      firstSeq = -1;
      scanner.scan(file, 0, this::take);
    }
    if (seq < 0) {
      throw new Unreadable("the last line of " + file + " is no record");
    }
    if (told == null) {
      throw new Unreadable(file + " does not say which chain it is of");
    }
    if (seq > LAST) {
      throw new Unreadable("the last line of " + file + " cannot be record " + seq);
    }
  }

  private boolean take(byte[] bytes, int from, int to, boolean ended) {
    if (!line.read(bytes, from, to) || !line.hasHash(bytes)) {
      seq = -1;
      return true;
    }
    seq = line.seq();
    firstSeq = firstSeq < 0 ? seq : firstSeq;
    hashes.hash(bytes, from, to - from, hash, 0);
    TrailFields ofTrail = line.isOfTrail(bytes, to) ? fields(bytes, from, to) : null;
    events[(int) (seq % events.length)] = ofTrail == null;
    if (ofTrail == null) {
      eventsSince++;
      toldEvents += toldEvents < 0 ? 0 : 1;
    } else {
      told = ofTrail;
      eventsSince = 0;
      closing = told.closes() || closing && told.mayFollowEnd();
      count();
    }
    return true;
  }

  /** Null for what is forged: then it counts as an event. */
  private static TrailFields fields(byte[] bytes, int from, int to) {
    try {
      return TrailFields.of(
          Json.object(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException forged) {
      return null;
    }
  }

  /** What a record of the trail says of events; a head does of those that it speaks for. */
  private void count() {
    try {
      long number = told.number("told");
      if (!told.event().equals("head")) {
        toldEvents = number < 0 ? UNKNOWN : number;
        return;
      }
      long through = told.number("through");
      if (number >= 0 && through >= firstSeq - 1 && seq > through && seq - through <= LATE) {
        for (long late = through + 1; late < seq; late++) {
          number += events[(int) (late % events.length)] ? 1 : 0;
        }
        toldEvents = number;
      }
    } catch (NumberFormatException changed) {
      toldEvents = UNKNOWN;
    }
  }
}
