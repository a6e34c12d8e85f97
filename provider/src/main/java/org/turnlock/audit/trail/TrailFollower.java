// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives the records that have come since it was last asked. Not for several threads. */
public final class TrailFollower {
  private final TrailReader reader;
  private final LineScanner scanner = new LineScanner();
  private final Map<Path, Long> offsets = new HashMap<>();

  TrailFollower(TrailReader reader) throws IOException {
    this.reader = reader;
    for (Path lane : reader.lanes()) {
      for (Path file : TrailReader.files(lane)) {
        offsets.put(file, LineScanner.wholeLines(file));
      }
    }
  }

  /** New records of all lanes, by their times; their lines count from there. */
  public List<TrailRecord> poll() throws IOException {
    List<List<TrailRecord>> all = new ArrayList<>();
    for (Path lane : reader.lanes()) {
      List<TrailRecord> fresh = new ArrayList<>();
      all.add(fresh);
      for (Path file : TrailReader.files(lane)) {
        long offset = offsets.getOrDefault(file, 0L);
        long size = Files.size(file);
        if (size > offset) {
          TrailReader.Place begin = new TrailReader.Place(offset, 0);
          offsets.put(
              file,
              reader.read(scanner, file, begin, (bytes, from, to) -> true, fresh::add).offset());
        } else if (size < offset) {
          offsets.put(file, size); // what was not finished has been cut off
        }
      }
    }
    return LaneMerge.of(all);
  }
}
