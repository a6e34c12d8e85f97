// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * A place in a lane, and the next few records from there: however long the lane is, it holds no
 * more of it, and no file open.
 */
final class LaneCursor {
  private static final int MOST = 512;
  private static final int MOST_TEXT = 1 << 20;

  private final TrailReader reader;
  private final LineScanner scanner;
  private final TrailReader.LineFilter filter;
  private final Deque<Path> files;
  private final Deque<TrailRecord> ahead = new ArrayDeque<>();
  private TrailReader.Place place = TrailReader.Place.BEGIN;
  private long text;

  /**
   * @param scanner which all lanes may share
   */
  LaneCursor(
      TrailReader reader,
      LineScanner scanner,
      TrailReader.LineFilter filter,
      Collection<Path> files) {
    this.reader = reader;
    this.scanner = scanner;
    this.filter = filter;
    this.files = new ArrayDeque<>(files);
  }

  /** Whether there is a record. */
  boolean fill() throws IOException {
    while (ahead.isEmpty() && !files.isEmpty()) {
      text = 0;
      TrailReader.Place after = reader.read(scanner, files.peek(), place, filter, this::take);
      boolean more = text >= MOST_TEXT || ahead.size() >= MOST;
      place = more ? after : TrailReader.Place.BEGIN;
      if (!more) {
        files.poll();
      }
    }
    return !ahead.isEmpty();
  }

  private boolean take(TrailRecord record) {
    ahead.add(record);
    text += record.text().length();
    return text < MOST_TEXT && ahead.size() < MOST;
  }

  /** The next record, of one that is filled. */
  TrailRecord peek() {
    return ahead.element();
  }

  TrailRecord poll() {
    return ahead.remove();
  }
}
