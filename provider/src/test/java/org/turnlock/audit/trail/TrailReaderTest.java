// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditError;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditEventBuilder;
import org.turnlock.audit.AuditOutcome;
import org.turnlock.audit.AuditedKey;

/** Events are read back as they were told. */
class TrailReaderTest {
  private static final Instant BEGIN = Instant.parse("2026-02-03T04:05:06.123456789Z");

  @TempDir Path trail;
  private final MemoryHeads heads = new MemoryHeads();

  private static AuditEvent event(int number) {
    return new AuditEventBuilder(AuditAction.DECRYPT, BEGIN.plus(number, ChronoUnit.SECONDS))
        .build(Trails.ORIGIN, number);
  }

  @Test
  void allFieldsComeBack() throws Exception {
    AuditEvent told =
        new AuditEventBuilder(AuditAction.DECRYPT, BEGIN)
            .principal("Ann \"the\" \u00e4 \uD83D\uDD11\n")
            .key(new AuditedKey("payments", 7, "0a"))
            .algorithm("AES/GCM/NoPadding")
            .mechanism("CKM_AES_GCM")
            .bytes(10, -1)
            .context(() -> Map.of("eventName\":\"Trail", "seq"))
            .failed(
                AuditOutcome.REFUSED, new AuditError("ManagedKeyException", "DISABLED", "", "no"))
            .took(5, 2)
            .parameter("eventName", "Trail")
            .build(Trails.ORIGIN, 1);
    try (TrailSink sink = TrailSink.open(Trails.settings(trail), Trails.ORIGIN, heads)) {
      sink.accept(told);
    }
    List<TrailRecord> found = new ArrayList<>();
    new TrailReader(trail)
        .forEach(
            (bytes, from, to) -> true,
            record -> !record.name().equals("Decrypt") || !found.add(record));
    TrailRecord record = found.get(0);
    assertThat(found).hasSize(1);
    assertThat(record.line()).as("behind the beginning, and perhaps a head").isBetween(2L, 3L);
    assertThat(record.seq()).isEqualTo(record.line());
    assertThat(record.time()).isEqualTo(BEGIN);
    assertThat(record.type()).isEqualTo("use");
    assertThat(record.outcome()).isEqualTo("refused");
    assertThat(record.principal()).isEqualTo(told.principal());
    assertThat(record.alias()).isEqualTo("payments");
    assertThat(record.version()).isEqualTo(7);
    assertThat(record.inputBytes()).isEqualTo(10);
    assertThat(record.outputBytes()).isEqualTo(-1);
    assertThat(record.context()).isEqualTo(told.context());
    assertThat(record.parameters()).isEqualTo(told.parameters());
    assertThat(record.text("error", "reason")).isEqualTo("DISABLED");
    assertThat(record.text("token", "serial")).isEqualTo("77aa");
    assertThat(record.fields()).containsEntry("tokenCalls", 2L).containsEntry("readOnly", true);
    assertThat(TrailVerifier.of(trail).askingToken(heads).verify().isIntact()).isTrue();
  }

  @Test
  void theLastRecordsOfAllLanesComeInTheOrderOfTheirTimes() throws Exception {
    TrailSettings settings = Trails.settings(trail);
    try (TrailSink one = TrailSink.open(settings, Trails.ORIGIN, HeadSigner.NONE);
        TrailSink two = TrailSink.open(settings, Trails.ORIGIN, HeadSigner.NONE)) {
      for (int i = 0; i < 60; i++) {
        (i % 2 == 0 ? one : two).accept(event(1_000_000_000 + i));
      }
      one.flush();
      two.flush();
      TrailReader reader = new TrailReader(trail);
      assertThat(reader.last(9))
          .extracting(record -> record.text("eventID"))
          .containsExactlyElementsOf(
              IntStream.range(51, 60).mapToObj(i -> "0a1b-" + (1_000_000_000 + i)).toList());
      assertThat(reader.last(1000)).hasSizeGreaterThan(60);
    }
  }

  /** More than a lane's reader holds at once, over several files, with lines that are none. */
  @Test
  void allRecordsOfAllLanesComeInTheOrderOfTheirTimesInLittleMemory() throws Exception {
    int count = 3_000;
    TrailSettings settings = Trails.settings(trail).files(400_000, Duration.ofDays(1));
    try (TrailSink one = TrailSink.open(settings, Trails.ORIGIN, HeadSigner.NONE);
        TrailSink two = TrailSink.open(settings, Trails.ORIGIN, HeadSigner.NONE);
        TrailSink three = TrailSink.open(settings, Trails.ORIGIN, HeadSigner.NONE)) {
      for (int i = 0; i < count; i++) {
        (i % 7 == 0 ? one : i % 2 == 0 ? two : three).accept(event(1_000_000_000 + i));
      }
    }
    Path file = Trails.files(trail.resolve("lane-1")).get(0);
    Files.writeString(file, "no record\n", StandardOpenOption.APPEND);
    TrailReader.LineFilter uses = TrailReader.LineFilter.holding("\"eventName\":\"Decrypt\"");
    List<String> ids = new ArrayList<>();
    TrailReader reader = new TrailReader(trail);
    reader.forEachByTime(
        uses,
        record -> {
          if (ids.size() % 500 == 499) {
            List<String> lines = Trails.lines(record.file());
            assertThat(lines.get((int) record.line() - 1)).isEqualTo(record.text());
          }
          return ids.add(record.text("eventID"));
        });
    assertThat(ids)
        .containsExactlyElementsOf(
            IntStream.range(0, count).mapToObj(i -> "0a1b-" + (1_000_000_000 + i)).toList());
    ids.clear();
    reader.forEachByTime(uses, record -> ids.add(record.text("eventID")) && ids.size() < 700);
    assertThat(ids).hasSize(700);
    assertThat(ids).last().isEqualTo("0a1b-1000000699");
    long[] all = {0};
    reader.forEachByTime(TrailReader.LineFilter.holding(""), record -> ++all[0] > 0);
    assertThat(all[0]).isGreaterThan(count);
    assertThat(reader.skipped()).isOne();
  }

  @Test
  void whoFollowsSeesEachNewRecordOnceAndNoHalfOnes() throws Exception {
    TrailSettings settings = Trails.settings(trail).files(3_000, Duration.ofDays(1));
    try (TrailSink sink = TrailSink.open(settings, Trails.ORIGIN, HeadSigner.NONE)) {
      TrailFollower follower = new TrailReader(trail).follow();
      assertThat(follower.poll()).isEmpty();
      List<Long> seen = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        sink.accept(event(i));
        sink.flush();
        follower.poll().forEach(record -> seen.add(record.seq()));
      }
      List<Path> files = Trails.files(sink.lane());
      Path last = files.get(files.size() - 1);
      Files.writeString(last, "{\"seq\":", StandardOpenOption.APPEND);
      assertThat(follower.poll()).isEmpty();
      assertThat(seen)
          .containsExactlyElementsOf(
              IntStream.rangeClosed(2, seen.size() + 1).mapToObj(Long::valueOf).toList());
      assertThat(seen.size()).isGreaterThanOrEqualTo(20);
    }
  }
}
