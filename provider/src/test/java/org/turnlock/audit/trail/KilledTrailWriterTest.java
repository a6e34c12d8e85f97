// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.contract.support.Seed;

/** A JVM that is killed under load: its chain goes on, and each event is a record or counted. */
@Timeout(120)
class KilledTrailWriterTest {
  private static final int THREADS = 4;
  private static final int MAX_EXTRA_MICROS = 20_000;

  @TempDir Path directory;

  @Test
  void eachEventIsInTheTrailOrCountedAsLost() throws Exception {
    Seed seed = Seed.announce("KilledTrailWriter");
    Random random = seed.forCase("kill", 0);
    Path trail = directory.resolve("trail");
    long inFilesBefore = 0;
    long lostInAll = 0;
    for (Durability durability : List.of(Durability.FSYNC, Durability.OS, Durability.FSYNC_GROUP)) {
      for (int round = 0; round < 2; round++) {
        long told = runAndKill(trail, durability, random);
        TrailSink.open(Trails.settings(trail), Trails.ORIGIN, HeadSigner.NONE).close();
        Map<String, String> goingOn = last(trail, "continue");
        long lost = Long.parseLong(goingOn.getOrDefault("lostEvents", "0"));
        long inFiles = count(trail) - inFilesBefore;
        inFilesBefore += inFiles;
        lostInAll += lost;
        System.out.println(durability + ": " + inFiles + " kept, " + lost + " lost");
        String what = durability + ", round " + round + ", " + seed;
        assertThat(goingOn).as(what).containsEntry("closed", "false");
        assertThat(inFiles + lost).as(what).isBetween(told, told + THREADS);
        assertThat(TrailVerifier.of(trail).verify().allFindings()).as(what).isEmpty();
        assertThat(TrailVerifier.of(trail).verify().lanes()).as(what).hasSize(1);
      }
    }
    System.out.println(
        "KilledTrailWriter: " + inFilesBefore + " events kept, " + lostInAll + " counted as lost");
    assertThat(inFilesBefore).isPositive();
  }

  /** How many events it said that it had told of. */
  private static long runAndKill(Path trail, Durability durability, Random random)
      throws Exception {
    Process process = TrailWritingProcess.start(trail, durability, THREADS, Integer.MAX_VALUE);
    long told = 0;
    try (BufferedReader lines = process.inputReader()) {
      int enough = random.nextInt(durability == Durability.OS ? 30_000 : 4_000);
      while (told <= enough && lines.readLine() != null) {
        told++;
      }
      assertThat(process.isAlive()).isTrue();
      process.waitFor(random.nextInt(MAX_EXTRA_MICROS), TimeUnit.MICROSECONDS);
      process.toHandle().destroyForcibly(); // unlike the process itself, leaves the pipe readable
      process.waitFor();
      String line;
      while ((line = lines.readLine()) != null) {
        told += line.equals("told") ? 1 : 0; // the kill may have cut off a line
      }
    }
    return told;
  }

  @Test
  void processesAtOnceHaveLanesOfTheirOwn() throws Exception {
    Path trail = directory.resolve("shared");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(TrailWritingProcess.start(trail, Durability.OS, 2, 1_500));
    }
    for (Process process : processes) {
      try (BufferedReader lines = process.inputReader()) {
        assertThat(lines.lines().filter("closed"::equals)).hasSize(1);
      }
      assertThat(process.waitFor()).isZero();
    }
    TrailReport report = TrailVerifier.of(trail).verify();
    assertThat(report.allFindings()).isEmpty();
    assertThat(report.lanes()).hasSizeBetween(1, 3).allMatch(LaneReport::closed);
    assertThat(count(trail)).isEqualTo(9_000);
  }

  private static long count(Path trail) throws IOException {
    long[] count = {0};
    new TrailReader(trail)
        .forEach(
            TrailReader.LineFilter.holding("\"eventName\":\"Encrypt\""), record -> ++count[0] > 0);
    return count[0];
  }

  private static Map<String, String> last(Path trail, String event) throws IOException {
    List<Map<String, String>> told = new ArrayList<>();
    new TrailReader(trail)
        .forEach(
            TrailReader.LineFilter.holding("\"event\":\"" + event + "\""),
            record -> told.add(record.parameters()));
    return told.get(told.size() - 1);
  }
}
