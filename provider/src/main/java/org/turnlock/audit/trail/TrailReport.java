// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was found of a trail.
 *
 * @param lanes one by one
 * @param findings what is wrong with no single lane
 * @param notes what is right, and yet good to know
 * @param keyGiven whether the key was given by who asked: else the one that the trail itself names
 *     was believed, which who rewrites all of it can replace
 * @param tokenAsked whether the heads that were kept elsewhere were compared, which finds a cut
 *     tail
 * @param took how long it took
 */
public record TrailReport(
    List<LaneReport> lanes,
    List<TrailFinding> findings,
    List<String> notes,
    boolean keyGiven,
    boolean tokenAsked,
    Duration took) {

  /** Whether nothing is wrong. */
  public boolean isIntact() {
    return allFindings().isEmpty();
  }

  /** All that is wrong. */
  public List<TrailFinding> allFindings() {
    return Stream.concat(
            lanes.stream().flatMap(lane -> lane.findings().stream()), findings.stream())
        .toList();
  }

  public long records() {
    return lanes.stream().mapToLong(LaneReport::records).sum();
  }

  public long bytes() {
    return lanes.stream().mapToLong(LaneReport::bytes).sum();
  }

  /** How fast it went, in millions of bytes a second. */
  public double megabytesPerSecond() {
    return bytes() * 1e3 / Math.max(1, took.toNanos());
  }
}
