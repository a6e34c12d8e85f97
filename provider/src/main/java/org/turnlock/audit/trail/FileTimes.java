// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * How old files of a trail are, by their first records: other times change when files are copied.
 */
final class FileTimes {
  private FileTimes() {}

  /** When a file began; now, if it has no record yet. */
  static Instant began(Path file, Clock clock) throws IOException {
    Instant[] began = {clock.instant()};
    new LineScanner()
        .scan(
            file,
            0,
            (bytes, from, to, ended) -> {
              try {
                String line = new String(bytes, from, to - from, StandardCharsets.UTF_8);
                began[0] = Instant.parse(String.valueOf(Json.object(line).get("eventTime")));
              } catch (IllegalArgumentException | DateTimeException noRecord) {
                began[0] = Instant.EPOCH; // then it is old enough for another one
              }
              return false;
            });
    return began[0];
  }
}
