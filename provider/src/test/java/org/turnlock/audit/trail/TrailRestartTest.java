// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.audit.AuditOrigin;
import org.turnlock.keys.SettableClock;

/** One chain, whoever goes on with it, and however the one before has ended. */
@Timeout(60)
class TrailRestartTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path directory;
  private final MemoryHeads heads = new MemoryHeads();
  private Path trail;

  @BeforeEach
  void name() {
    trail = directory.resolve("trail");
  }

  private TrailSink open() throws IOException {
    return TrailSink.open(Trails.settings(trail), Trails.ORIGIN, heads);
  }

  private static void tell(TrailSink sink, int from, int to) throws IOException {
    for (int i = from; i <= to; i++) {
      sink.enqueued();
      sink.accept(Trails.event(i));
    }
    sink.flush();
  }

  /** Ends a writer, and has all be as it would be had it been killed instead. */
  private void kill(TrailSink sink) throws IOException {
    Map<String, SignedHead> kept = Map.copyOf(heads.heads);
    Path copy = directory.resolve("copy" + System.nanoTime());
    try (var all = Files.walk(trail)) {
      for (Path path : all.toList()) {
        Files.copy(path, copy.resolve(trail.relativize(path)));
      }
    }
    trail = copy;
    sink.close();
    heads.heads.clear();
    heads.heads.putAll(kept);
  }

  private TrailReport verify() throws IOException {
    return TrailVerifier.of(trail).askingToken(heads).verify();
  }

  private List<TrailRecord> records() throws IOException {
    List<TrailRecord> records = new ArrayList<>();
    TrailReader reader = new TrailReader(trail);
    reader.forEach((bytes, from, to) -> true, records::add);
    assertThat(reader.skipped()).isZero();
    return records;
  }

  private List<Map<String, String>> told(String event) throws IOException {
    return records().stream()
        .filter(it -> it.name().equals("Trail"))
        .map(TrailRecord::parameters)
        .filter(it -> it.get("event").equals(event))
        .toList();
  }

  @Test
  void aChainGoesOnOverFilesAndRestarts() throws Exception {
    for (int run = 0; run < 4; run++) {
      TrailSettings small = Trails.settings(trail).files(3_000, Duration.ofDays(1));
      try (TrailSink sink = TrailSink.open(small, Trails.ORIGIN, heads)) {
        tell(sink, 10 * run + 1, 10 * run + 10);
      }
    }
    TrailReport report = verify();
    assertThat(report.allFindings()).isEmpty();
    LaneReport lane = report.lanes().get(0);
    assertThat(lane.files()).isGreaterThan(8);
    assertThat(lane.unsigned()).isZero();
    assertThat(lane.closed()).isTrue();
    assertThat(lane.notes()).isEmpty();
    assertThat(report.lanes()).hasSize(1);
    assertThat(
            records().stream()
                .filter(it -> it.name().equals("Encrypt"))
                .map(it -> it.text("eventID")))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 40).mapToObj(i -> "0a1b-" + i).toList());
    assertThat(told("begin")).hasSize(1);
    assertThat(told("continue")).hasSize(3).allMatch(it -> it.get("closed").equals("true"));
    assertThat(Trails.files(lane.lane()).stream().skip(1).map(it -> Trails.lines(it).get(0)))
        .allMatch(it -> it.contains("\"event\":\"file\""))
        .anyMatch(it -> it.contains("\"publicKey\":"));
  }

  @Test
  void aFileThatIsOldEnoughIsFollowedByAnother() throws Exception {
    SettableClock clock = new SettableClock();
    TrailSettings daily = Trails.settings(trail).files(1 << 20, Duration.ofHours(24));
    try (TrailSink sink = TrailSink.open(daily, Trails.ORIGIN, heads, clock)) {
      tell(sink, 1, 1);
      clock.pass(Duration.ofHours(23));
      tell(sink, 2, 2);
    }
    clock.pass(Duration.ofHours(1));
    try (TrailSink sink = TrailSink.open(daily, Trails.ORIGIN, heads, clock)) {
      tell(sink, 3, 3);
      assertThat(Trails.files(sink.lane())).hasSize(2);
    }
    assertThat(verify().isIntact()).isTrue();
  }

  @Test
  void whoGoesOnAfterAKillSaysHowManyEventsAreLost() throws Exception {
    try (TrailSink sink = open()) {
      assertThat(sink.sign(LONG)).isTrue();
      tell(sink, 1, 20);
      for (int i = 0; i < 7; i++) {
        sink.enqueued();
      }
      kill(sink);
    }
    try (TrailSink sink = open()) {
      tell(sink, 21, 21);
      kill(sink);
    }
    try (TrailSink sink = open()) {
      tell(sink, 22, 22);
    }
    assertThat(told("continue"))
        .satisfiesExactly(
            first ->
                assertThat(first).containsEntry("lostEvents", "7").containsEntry("closed", "false"),
            second ->
                assertThat(second)
                    .doesNotContainKey("lostEvents")
                    .containsEntry("closed", "false"));
    assertThat(verify().isIntact()).isTrue();
    assertThat(verify().lanes().get(0).notes()).singleElement().asString().contains("written: 7");
  }

  @Test
  void anUncountedEndIsNotTakenForNoLoss() throws Exception {
    try (TrailSink sink = open()) {
      tell(sink, 1, 2);
      kill(sink);
    }
    Files.delete(trail.resolve("lane-1/enqueued"));
    open().close();
    assertThat(told("continue").get(0)).containsEntry("lostEvents", "unknown");
  }

  /** While the token signs the head, the chain goes on. */
  @Test
  void eventsThatOvertakeAHeadAreNotTakenForLost() throws Exception {
    try (TrailSink sink = open()) {
      tell(sink, 1, 3);
      heads.whileSigning = () -> tell(sink, 4, 8);
      assertThat(sink.sign(LONG)).isTrue();
      heads.whileSigning = () -> {};
      sink.enqueued();
      kill(sink);
    }
    open().close();
    assertThat(told("head").get(0)).containsEntry("told", "3");
    assertThat(told("continue").get(0)).containsEntry("lostEvents", "1");
  }

  @Test
  void whatTheLastRecordSaysNeedBeNoNumber() throws Exception {
    for (String told : List.of("99999999999999999999", "many", "-9223372036854775808")) {
      try (TrailSink sink = open()) {
        tell(sink, 1, 2);
        kill(sink);
      }
      Path file = trail.resolve("lane-1/000001.jsonl");
      String changed = Files.readString(file).replaceAll("\"told\":\"[0-9]+", "\"told\":\"" + told);
      Files.writeString(file, changed);
      open().close();
      List<Map<String, String>> goneOn = told("continue");
      assertThat(goneOn.get(goneOn.size() - 1)).containsEntry("lostEvents", "unknown");
    }
  }

  /** Their numbers would be too long for a reader, and all that comes now not to be found. */
  @Test
  void aRecordOfAnImpossibleNumberIsNotGoneOnFrom() throws Exception {
    open().close();
    Path file = trail.resolve("lane-1/000001.jsonl");
    String whole = Files.readString(file);
    int last = whole.lastIndexOf("{\"seq\":");
    Files.writeString(
        file,
        whole.substring(0, last)
            + whole.substring(last).replaceFirst("[0-9]+", "999999999999999999"));
    try (TrailSink sink = open()) {
      assertThat(sink.lane()).isEqualTo(trail.resolve("lane-2"));
    }
  }

  @Test
  void whatWasWaitingAtTheEndIsCountedToo() throws Exception {
    TrailSink sink = open();
    tell(sink, 1, 2);
    sink.enqueued();
    sink.close();
    assertThat(told("end").get(0)).containsEntry("lostEvents", "1");
    open().close();
    assertThat(told("continue").get(0)).doesNotContainKey("lostEvents");
  }

  @Test
  void whatAKilledWriterLeftOfALineIsCutOffAndSaid() throws Exception {
    List<Integer> lengths = List.of(1, 40, 300);
    for (int length : lengths) {
      try (TrailSink sink = open()) {
        tell(sink, 1, 3);
        kill(sink);
      }
      List<Path> files = Trails.files(trail.resolve("lane-1"));
      byte[] torn =
          Trails.lines(files.get(0)).get(2).substring(0, length).getBytes(StandardCharsets.UTF_8);
      Files.write(files.get(0), torn, StandardOpenOption.APPEND);
      open().close();
      List<Map<String, String>> told = told("continue");
      assertThat(told.get(told.size() - 1))
          .containsEntry("tornBytes", Integer.toString(length))
          .containsEntry("tornHash", LineHash.of(torn));
      assertThat(verify().isIntact()).as("%d bytes", length).isTrue();
    }
  }

  @Test
  void aFileInWhichNothingIsWholeIsGoneOnWith() throws Exception {
    try (TrailSink sink = open()) {
      tell(sink, 1, 3);
      kill(sink);
    }
    Files.writeString(trail.resolve("lane-1/000002.jsonl"), "{\"seq\":6,\"pr");
    open().close();
    assertThat(told("continue").get(0)).containsEntry("tornBytes", "12");
    assertThat(verify().isIntact()).isTrue();
  }

  @Test
  void whoWasKilledBeforeTheFirstLineIsForgotten() throws Exception {
    Path lane = Files.createDirectories(trail.resolve("lane-1"));
    Files.writeString(lane.resolve("000001.jsonl"), "{\"seq\":1,");
    try (TrailSink sink = open()) {
      assertThat(sink.lane()).isEqualTo(lane);
    }
    assertThat(told("begin").get(0)).containsEntry("tornBytes", "9");
    assertThat(verify().isIntact()).isTrue();
  }

  @Test
  void aLaneWhoseEndIsNoRecordIsLeftAsItIs() throws Exception {
    open().close();
    Path file = Trails.files(trail.resolve("lane-1")).get(0);
    Files.writeString(file, "not a record\n", StandardOpenOption.APPEND);
    byte[] evidence = Files.readAllBytes(file);
    try (TrailSink sink = open()) {
      assertThat(sink.lane()).isEqualTo(trail.resolve("lane-2"));
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(evidence);
    assertThat(verify().isIntact()).isFalse();
  }

  @Test
  void nobodySharesALane() throws Exception {
    try (TrailSink first = open();
        TrailSink second = open()) {
      assertThat(first.lane()).isNotEqualTo(second.lane());
      tell(first, 1, 5);
      tell(second, 1, 5);
    }
    AuditOrigin other = new AuditOrigin("9", "host", 1, "shop", "Turnlock", "other", "88bb");
    try (TrailSink third = TrailSink.open(Trails.settings(trail), other, heads);
        TrailSink again = open()) {
      assertThat(third.lane()).isEqualTo(trail.resolve("lane-3"));
      assertThat(again.lane()).isEqualTo(trail.resolve("lane-1"));
    }
    assertThat(verify().lanes()).hasSize(3);
    assertThat(verify().isIntact()).isTrue();
  }

  /** A software token is made at the first login, and has no serial number before. */
  @Test
  void theLaneOfATokenThatWasNotThereYetIsGoneOnWith() throws Exception {
    for (String serial : List.of("", "77aa", "77aa")) {
      try (TrailSink sink = TrailSink.open(Trails.settings(trail), ofSerial(serial), heads)) {
        assertThat(sink.lane()).as(serial).isEqualTo(trail.resolve("lane-1"));
        tell(sink, 1, 2);
      }
    }
    for (String another : List.of("88bb", "")) {
      Path lane = trail.resolve(another.isEmpty() ? "lane-3" : "lane-2");
      try (TrailSink sink = TrailSink.open(Trails.settings(trail), ofSerial(another), heads)) {
        assertThat(sink.lane()).as(another).isEqualTo(lane);
      }
    }
    assertThat(verify().isIntact()).isTrue();
  }

  private static AuditOrigin ofSerial(String serial) {
    return new AuditOrigin("9", "host", 1, "shop", "Turnlock", "payments", serial);
  }

  @Test
  void aDirectoryThatEverybodyMayChangeIsRefused() throws Exception {
    Files.createDirectory(trail);
    Files.setPosixFilePermissions(trail, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(this::open)
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("everybody may write there");
  }

  @Test
  void filesAreTheirOwnersOnly() throws Exception {
    open().close();
    try (var all = Files.walk(trail)) {
      for (Path path : all.toList()) {
        String mode = Files.isDirectory(path) ? "rwx------" : "rw-------";
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as(path.toString())
            .isEqualTo(mode);
      }
    }
  }

  @Test
  void aFileThatIsTakenAwayMeanwhileIsFollowedByAnother() throws Exception {
    try (TrailSink sink = open()) {
      tell(sink, 1, 3);
      Files.delete(sink.lane().resolve("000001.jsonl"));
      tell(sink, 4, 6);
      assertThat(Trails.files(sink.lane())).containsExactly(sink.lane().resolve("000002.jsonl"));
    }
    assertThat(verify().allFindings())
        .extracting(TrailFinding::kind)
        .contains(TrailFinding.Kind.BEGINNING_MISSING);
  }

  @Test
  void aLaneIsOnesOwnDespiteAnInterrupt() throws Exception {
    Thread.currentThread().interrupt();
    try (TrailSink sink = open()) {
      assertThat(Thread.interrupted()).isTrue();
      Thread.currentThread().interrupt();
      tell(sink, 1, 3);
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(verify().isIntact()).isTrue();
  }
}
