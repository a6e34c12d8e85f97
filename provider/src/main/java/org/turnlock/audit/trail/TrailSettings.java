// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a trail is kept, and how.
 *
 * @param directory of the trail; its lanes are directories in it
 * @param durability what records outlive
 * @param fileBytes a file that has grown to this is followed by another
 * @param fileAge so is one that has become this old
 * @param headRecords how many records may be without a signed head over them
 * @param headPeriod how long a record may be without one
 */
public record TrailSettings(
    Path directory,
    Durability durability,
    long fileBytes,
    Duration fileAge,
    long headRecords,
    Duration headPeriod) {
  private static final long FILE_BYTES = 64L << 20;
  private static final long HEAD_RECORDS = 10_000;

  public TrailSettings {
    if (fileBytes < 1 || headRecords < 1 || fileAge.toMillis() < 1 || headPeriod.toMillis() < 1) {
      throw new IllegalArgumentException("sizes, numbers and times of a trail are at least 1");
    }
  }

  /** Files of 64 MiB or a day, a head each minute and for each 10,000 records. */
  public static TrailSettings in(Path directory) {
    return new TrailSettings(
        directory.toAbsolutePath().normalize(),
        Durability.OS,
        FILE_BYTES,
        Duration.ofDays(1),
        HEAD_RECORDS,
        Duration.ofMinutes(1));
  }

  public TrailSettings durability(Durability what) {
    return new TrailSettings(directory, what, fileBytes, fileAge, headRecords, headPeriod);
  }

  public TrailSettings files(long bytes, Duration age) {
    return new TrailSettings(directory, durability, bytes, age, headRecords, headPeriod);
  }

  public TrailSettings heads(long records, Duration period) {
    return new TrailSettings(directory, durability, fileBytes, fileAge, records, period);
  }
}
