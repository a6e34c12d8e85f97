// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When heads are signed, and what the trail says where they are not. */
@Timeout(60)
class TrailHeadsTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path directory;
  private final MemoryHeads heads = new MemoryHeads();
  private Path trail;

  @BeforeEach
  void name() {
    trail = directory.resolve("trail");
  }

  private static void tell(TrailSink sink, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      sink.accept(Trails.event(i));
    }
    sink.flush();
  }

  private List<Map<String, String>> told() throws IOException {
    List<Map<String, String>> told = new ArrayList<>();
    new TrailReader(trail)
        .forEach(
            TrailReader.LineFilter.holding("\"eventName\":\"Trail\""),
            record -> told.add(record.parameters()));
    return told;
  }

  private List<String> events() throws IOException {
    return told().stream().map(it -> it.get("event")).toList();
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private LaneReport verify() throws IOException {
    TrailReport report = TrailVerifier.of(trail).askingToken(heads).verify();
    assertThat(report.allFindings()).isEmpty();
    return report.lanes().get(0);
  }

  private boolean isKept(long through) {
    return heads.kept().stream().anyMatch(it -> it.through() >= through);
  }

  @Test
  void aHeadComesAfterSoManyRecords() throws Exception {
    TrailSettings settings = TrailSettings.in(trail).heads(50, Duration.ofDays(1));
    try (TrailSink sink = TrailSink.open(settings, Trails.ORIGIN, heads)) {
      tell(sink, 60);
      await(() -> isKept(50));
    }
    assertThat(verify().unsigned()).isZero();
  }

  @Test
  void aHeadComesAfterSoMuchTimeWithoutAnyMoreRecords() throws Exception {
    TrailSettings settings = TrailSettings.in(trail).heads(1_000_000, Duration.ofMillis(20));
    try (TrailSink sink = TrailSink.open(settings, Trails.ORIGIN, heads)) {
      tell(sink, 3);
      await(() -> isKept(4));
    }
    assertThat(verify().unsigned()).isZero();
  }

  @Test
  void nothingIsSignedTwiceForWantOfRecords() throws Exception {
    TrailSettings settings = TrailSettings.in(trail).heads(10, Duration.ofMillis(1));
    try (TrailSink sink = TrailSink.open(settings, Trails.ORIGIN, heads)) {
      tell(sink, 3);
      await(() -> isKept(4));
      assertThat(sink.sign(LONG)).isTrue(); // asks for one more; idle time adds none
    }
    assertThat(events().stream().filter("head"::equals).count()).isBetween(3L, 6L);
  }

  @Test
  void whoLogsInLaterHasAllOfItSigned() throws Exception {
    heads.ready = false;
    try (TrailSink sink = TrailSink.open(Trails.settings(trail), Trails.ORIGIN, heads)) {
      tell(sink, 5);
      assertThat(sink.sign(LONG)).isFalse();
      heads.ready = true;
      assertThat(sink.sign(LONG)).isTrue();
    }
    assertThat(events()).startsWith("begin", "key", "head");
    assertThat(verify().unsigned()).isZero();
  }

  @Test
  void whoNeverLogsInLeavesAnUnsignedTrailThatSaysSo() throws Exception {
    heads.ready = false;
    try (TrailSink sink = TrailSink.open(Trails.settings(trail), Trails.ORIGIN, heads)) {
      tell(sink, 5);
    }
    LaneReport lane = verify();
    assertThat(lane.unsigned()).isEqualTo(7);
    assertThat(lane.signedThrough()).isZero();
  }

  @Test
  void aTokenThatFailsHoldsUpNoRecordAndIsTold() throws Exception {
    heads.failing = true;
    TrailSettings settings = TrailSettings.in(trail).heads(1, Duration.ofMillis(1));
    try (TrailSink sink = TrailSink.open(settings, Trails.ORIGIN, heads)) {
      tell(sink, 5);
      await(
          () -> {
            try {
              return events().contains("unsigned");
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
      heads.failing = false;
      assertThat(sink.sign(LONG)).isTrue();
    }
    assertThat(told())
        .anyMatch(it -> it.getOrDefault("unsigned", "").contains("the token is gone"));
    assertThat(verify().unsigned()).isZero();
  }

  @Test
  void aTrailThatNobodySignsOrKeepsSaysSo() throws Exception {
    try (TrailSink sink = TrailSink.open(Trails.settings(trail), Trails.ORIGIN, HeadSigner.NONE)) {
      tell(sink, 5);
    }
    assertThat(told().get(0)).containsKeys("unsigned", "headsNotKept");
    assertThat(verify().notes()).hasSize(3);
    Path other = directory.resolve("other");
    heads.keeping = false;
    try (TrailSink sink = TrailSink.open(Trails.settings(other), Trails.ORIGIN, heads)) {
      tell(sink, 5);
    }
    assertThat(heads.kept()).isEmpty();
    TrailReport report = TrailVerifier.of(other).trusting(heads.keys()).verify();
    assertThat(report.isIntact()).isTrue();
    assertThat(report.lanes().get(0).notes()).singleElement().asString().contains("no room");
  }

  @Test
  void headsAreSignedWhileRecordsCome() throws Exception {
    TrailSettings settings = TrailSettings.in(trail).files(200_000, LONG).heads(100, LONG);
    try (TrailSink sink = TrailSink.open(settings, Trails.ORIGIN, heads)) {
      for (int i = 0; i < 100; i++) {
        tell(sink, 40);
      }
      await(() -> isKept(3_000));
    }
    LaneReport lane = verify();
    assertThat(lane.records()).isGreaterThan(4_000);
    assertThat(lane.unsigned()).isZero();
    assertThat(lane.keptThrough()).isEqualTo(lane.signedThrough());
  }
}
