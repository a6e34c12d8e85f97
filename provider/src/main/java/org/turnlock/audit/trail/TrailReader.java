// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Reads records back. Believes what it reads: {@link TrailVerifier} says whether to. Lines that are
 * no records are skipped and counted.
 */
public final class TrailReader {
  private final Path trail;
  private long skipped;

  /**
   * @param trail the directory, or one lane of it
   */
  public TrailReader(Path trail) {
    this.trail = trail;
  }

  /** Is given one record after the other. */
  @FunctionalInterface
  public interface Taker {
    /**
     * @return whether more are wanted
     */
    boolean take(TrailRecord record);
  }

  /** Whether a line may be of interest, before it is read as JSON: a quick no saves most work. */
  @FunctionalInterface
  public interface LineFilter {
    boolean mayMatch(byte[] bytes, int from, int to);

    /** Lines that hold these characters somewhere; records write plain ones as they are. */
    static LineFilter holding(String text) {
      byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
      return (bytes, from, to) -> {
        if (wanted.length == 0) {
          return true;
        }
        for (int i = from; i <= to - wanted.length; i++) {
          if (bytes[i] == wanted[0] && TrailLine.at(wanted, bytes, i, to)) {
            return true;
          }
        }
        return false;
      };
    }
  }

  /** The lanes, in their order. */
  public Collection<Path> lanes() throws IOException {
    if (!Files.isDirectory(trail)) {
      throw new NoSuchFileException(trail.toString(), null, "there is no audit trail");
    }
    return LaneFiles.lanesOrLane(trail);
  }

  /** The files of a lane, from the oldest to the newest; without what only has a file's name. */
  public static Collection<Path> files(Path lane) throws IOException {
    return LaneFiles.of(lane).values().stream().filter(Files::isRegularFile).toList();
  }

  /** What only has a file's name, in all lanes; it is not read. */
  public List<Path> notFiles() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path lane : lanes()) {
      for (Path file : LaneFiles.of(lane).values()) {
        if (!Files.isRegularFile(file)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  /** How many lines were no records, so far. */
  public long skipped() {
    return skipped;
  }

  /** All records, lane by lane, each from its beginning. */
  public void forEach(LineFilter filter, Taker taker) throws IOException {
    LineScanner scanner = new LineScanner();
    boolean[] more = {true};
    for (Path lane : lanes()) {
      for (Path file : files(lane)) {
        read(scanner, file, Place.BEGIN, filter, record -> more[0] = taker.take(record));
        if (!more[0]) {
          return;
        }
      }
    }
  }

  /**
   * All records in the order of their times, as far as the order within each lane allows, which is
   * that of the records' ends. In constant memory for each lane.
   */
  public void forEachByTime(LineFilter filter, Taker taker) throws IOException {
    LineScanner scanner = new LineScanner();
    PriorityQueue<LaneCursor> next =
        new PriorityQueue<>(Comparator.comparing(lane -> lane.peek().time()));
    for (Path lane : lanes()) {
      LaneCursor cursor = new LaneCursor(this, scanner, filter, files(lane));
      if (cursor.fill()) {
        next.add(cursor);
      }
    }
    LaneCursor first;
    while ((first = next.poll()) != null) {
      if (!taker.take(first.poll())) {
        return;
      }
      if (first.fill()) {
        next.add(first);
      }
    }
  }

  /** The last records of all lanes together, by their times. */
  public List<TrailRecord> last(int count) throws IOException {
    List<List<TrailRecord>> all = new ArrayList<>();
    for (Path lane : lanes()) {
      all.add(lastOf(lane, count));
    }
    List<TrailRecord> last = LaneMerge.of(all);
    return List.copyOf(last.subList(Math.max(0, last.size() - count), last.size()));
  }

  private List<TrailRecord> lastOf(Path lane, int count) throws IOException {
    List<Path> files = new ArrayList<>(files(lane));
    List<TrailRecord> last = new ArrayList<>();
    for (int i = files.size() - 1; i >= 0 && last.size() < count; i--) {
      Path file = files.get(i);
      long[] lines = {0, 0};
      LineScanner scanner = new LineScanner();
      LineFilter counting = (bytes, from, to) -> ++lines[0] < 0;
      read(scanner, file, Place.BEGIN, counting, record -> true);
      long first = lines[0] - (count - last.size());
      List<TrailRecord> records = new ArrayList<>();
      read(scanner, file, Place.BEGIN, (bytes, from, to) -> ++lines[1] > first, records::add);
      last.addAll(0, records);
    }
    return last;
  }

  /** Follows the trail from now on. */
  public TrailFollower follow() throws IOException {
    return new TrailFollower(this);
  }

  /**
   * Where a line begins.
   *
   * @param line how many are before it, or are thought to be
   */
  record Place(long offset, long line) {
    static final Place BEGIN = new Place(0, 0);
  }

  /**
   * Reads whole lines from a place on, until no more are wanted.
   *
   * @return the place behind the last whole line
   */
  Place read(LineScanner scanner, Path file, Place start, LineFilter filter, Taker taker)
      throws IOException {
    // A line that was too long for the scanner may have been left in its middle.
    long begin = start.offset() == 0 ? 0 : LineScanner.lineAt(file, start.offset());
    long[] at = {begin, start.line()};
    scanner.scan(
        file,
        begin,
        (bytes, from, to, ended) -> {
          if (!ended) {
            return false;
          }
          at[0] += to - from + 1;
          at[1]++;
          return !filter.mayMatch(bytes, from, to)
              || !isRecord(bytes, from, to)
              || taken(
                  file, at[1], new String(bytes, from, to - from, StandardCharsets.UTF_8), taker);
        });
    return new Place(at[0], at[1]);
  }

  /** Whether a line begins as records do: others are not worth being read as JSON. */
  private boolean isRecord(byte[] bytes, int from, int to) {
    boolean begins = TrailLine.at(TrailLine.SEQ, bytes, from, to);
    if (!begins) {
      skipped++;
    }
    return begins;
  }

  private boolean taken(Path file, long line, String text, Taker taker) {
    TrailRecord record;
    try {
      record = TrailRecord.parse(file, line, text);
    } catch (IllegalArgumentException noRecord) {
      skipped++;
      return true;
    }
    return taker.take(record);
  }
}
