// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.audit.trail.TrailFinding.Kind;
import org.turnlock.contract.support.Seed;
import org.turnlock.softhsm.MemoryDirectory;

/** Whatever is done to a trail, and wherever, is found there. */
@Timeout(120)
class TrailTamperingTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir(factory = MemoryDirectory.class)
  Path directory;

  private final MemoryHeads heads = MemoryHeads.quicklyVerified();
  private final SoftAssertions softly = new SoftAssertions();
  private Path lane;
  private List<Path> files;

  /** Three files; a head in the middle, and one at the end. */
  @BeforeEach
  void write() throws Exception {
    TrailSettings settings =
        Trails.settings(directory.resolve("trail")).files(6_000, Duration.ofDays(1));
    try (TrailSink sink = TrailSink.open(settings, Trails.ORIGIN, heads)) {
      lane = sink.lane();
      for (int i = 1; i <= 20; i++) {
        sink.accept(Trails.event(i));
        if (i == 8) {
          assertThat(sink.sign(LONG)).isTrue();
        }
      }
    }
    files = Trails.files(lane);
    assertThat(files).hasSize(3);
    assertThat(verify().allFindings()).isEmpty();
    assertThat(verify().lanes().get(0).unsigned()).isZero();
  }

  @AfterEach
  void all() {
    softly.assertAll();
  }

  private TrailReport verify() throws IOException {
    return TrailVerifier.of(directory.resolve("trail")).askingToken(heads).verify();
  }

  private TrailReport verifyWithoutToken() throws IOException {
    return TrailVerifier.of(directory.resolve("trail")).trusting(heads.keys()).verify();
  }

  private interface Change {
    /** Does it, and says what must be found; null where there is nothing to do. */
    void apply(List<String> lines, int line);
  }

  /** Does one thing at each line in turn, and looks for it. */
  private void atEachLine(String what, Change change, Set<Kind> kinds, int distance, boolean last)
      throws IOException {
    for (Path file : files) {
      List<String> lines = Trails.lines(file);
      boolean lastFile = file.equals(files.get(files.size() - 1));
      for (int i = 0; i < lines.size() - (lastFile && !last ? 1 : 0); i++) {
        List<String> changed = new ArrayList<>(lines);
        change.apply(changed, i);
        if (changed.equals(lines)) {
          continue;
        }
        Trails.write(file, changed);
        List<TrailFinding> found = verifyWithoutToken().allFindings();
        int line = i + 1;
        softly
            .assertThat(found)
            .as(what + " at " + file.getFileName() + ":" + line)
            .anyMatch(it -> kinds.contains(it.kind()) && isNear(it, file, line, distance));
        softly.assertThat(found).as(what + " at line " + line).hasSizeLessThan(4);
      }
      Trails.write(file, lines);
    }
    assertThat(verify().isIntact()).isTrue();
  }

  /** What is missing at the end of a file shows at the beginning of the next. */
  private boolean isNear(TrailFinding finding, Path file, int line, int distance) {
    int at = files.indexOf(finding.file());
    int wanted = files.indexOf(file);
    return at == wanted && Math.abs(finding.line() - line) <= distance
        || distance > 0 && at == wanted + 1 && finding.line() == 1
        || distance == 0 && at == wanted && finding.line() <= line && finding.lastLine() >= line;
  }

  @Test
  void aChangedFieldIsFoundAtItsLine() throws IOException {
    Change outcome = (lines, i) -> lines.set(i, lines.get(i).replace("\"success\"", "\"failed\""));
    atEachLine("another outcome", outcome, Set.of(Kind.CHANGED, Kind.FORGED_HEAD), 0, true);
  }

  @Test
  void aFlippedBitIsFoundAtItsLine() throws IOException {
    for (int place : new int[] {8, 20, 100, 250}) {
      Change flip =
          (lines, i) -> {
            StringBuilder line = new StringBuilder(lines.get(i));
            line.setCharAt(place, (char) (line.charAt(place) ^ 1));
            lines.set(i, line.toString());
          };
      atEachLine(
          "flipped bit " + place, flip, Set.of(Kind.CHANGED, Kind.FORGED_HEAD), 1, place != 8);
    }
  }

  @Test
  void aLineThatIsLeftOutIsFoundWhereItWas() throws IOException {
    Change delete = List::remove;
    Set<Kind> kinds = Set.of(Kind.DELETED, Kind.BEGINNING_MISSING);
    atEachLine("deleted", delete, kinds, 1, false);
  }

  @Test
  void aCopiedLineIsFound() throws IOException {
    Change copy = (lines, i) -> lines.add(i + 1, lines.get(i));
    atEachLine("copied", copy, Set.of(Kind.INSERTED), 1, true);
  }

  @Test
  void aLineThatIsPutInWithTheRightNumberAndLinkIsFound() throws IOException {
    Change insert =
        (lines, i) -> {
          String own = Trails.relinked(lines.get(i), seq(lines.get(i)) + 1, lines.get(i));
          lines.add(i + 1, own.replace("\"success\"", "\"refused\""));
        };
    atEachLine("put in", insert, Set.of(Kind.INSERTED, Kind.FORGED_HEAD), 1, false);
  }

  @Test
  void linesOfOtherKindsAreFound() throws IOException {
    for (String other :
        List.of("", "{}", "no record", "{\"seq\":1,\"prev\":\"\"}", "\u0000\u0000")) {
      atEachLine(
          "'" + other + "'", (lines, i) -> lines.add(i, other), Set.of(Kind.CHANGED), 0, true);
    }
    Change replace = (lines, i) -> lines.set(i, "{}");
    atEachLine("'{}' instead", replace, Set.of(Kind.CHANGED), 0, true);
  }

  @Test
  void linesThatChangePlacesAreFound() throws IOException {
    Change swap = (lines, i) -> Collections.swap(lines, i, Math.min(i + 1, lines.size() - 1));
    atEachLine("swapped", swap, Set.of(Kind.MOVED, Kind.SWAPPED_FILE), 1, true);
  }

  @Test
  void filesThatChangeNamesAreFound() throws IOException {
    Path aside = directory.resolve("aside");
    Files.move(files.get(1), aside);
    Files.move(files.get(2), files.get(1));
    Files.move(aside, files.get(2));
    assertThat(verify().allFindings())
        .extracting(TrailFinding::kind)
        .contains(Kind.SWAPPED_FILE)
        .doesNotContain(Kind.DELETED, Kind.INSERTED);
  }

  @Test
  void aFileThatIsGoneIsFound() throws IOException {
    long records = Trails.lines(files.get(1)).size();
    Files.delete(files.get(1));
    TrailFinding finding = verifyWithoutToken().allFindings().get(0);
    assertThat(finding.kind()).isEqualTo(Kind.DELETED);
    assertThat(finding.file()).isEqualTo(files.get(2));
    assertThat(finding.text())
        .contains("are missing before this line, with a whole file")
        .contains(" to ");
    assertThat(records).isGreaterThan(1);
  }

  @Test
  void aFileInPlaceOfAnotherIsFound() throws IOException {
    Files.copy(files.get(0), files.get(1), StandardCopyOption.REPLACE_EXISTING);
    assertThat(verify().allFindings())
        .extracting(TrailFinding::kind)
        .contains(Kind.DELETED, Kind.INSERTED);
  }

  @Test
  void aTailThatIsCutAnywhereIsFoundWithTheToken() throws IOException {
    for (int file = files.size() - 1; file >= 0; file--) {
      List<String> lines = Trails.lines(files.get(file));
      for (int left = lines.size() - 1; left >= 0; left--) {
        Trails.write(files.get(file), lines.subList(0, left));
        if (left == 0) {
          Files.delete(files.get(file));
        }
        softly
            .assertThat(verify().allFindings())
            .as(left + " lines left of " + files.get(file).getFileName())
            .extracting(TrailFinding::kind)
            .contains(file == 0 && left == 0 ? Kind.MISSING_CHAIN : Kind.CUT_TAIL);
      }
    }
  }

  @Test
  void aTailWithinALineIsFoundWithTheToken() throws IOException {
    Path last = files.get(files.size() - 1);
    byte[] bytes = Files.readAllBytes(last);
    Files.write(last, java.util.Arrays.copyOf(bytes, bytes.length - 7));
    TrailReport report = verify();
    assertThat(report.allFindings()).extracting(TrailFinding::kind).contains(Kind.CUT_TAIL);
    assertThat(report.lanes().get(0).notes()).anyMatch(it -> it.contains("not finished"));
  }

  @Test
  void withoutTheTokenTheReportSaysHowMuchCouldBeMissed() throws IOException {
    Path last = files.get(files.size() - 1);
    List<String> lines = Trails.lines(last);
    Trails.write(last, lines.subList(0, lines.size() - 1));
    TrailReport report = verifyWithoutToken();
    assertThat(report.isIntact()).isTrue();
    assertThat(report.lanes().get(0).unsigned()).isBetween(5L, 15L);
    assertThat(report.lanes().get(0).signedAt()).isNotEmpty();
  }

  @Test
  void anEmptyDirectoryIsFoundWithTheToken() throws IOException {
    try (Stream<Path> all = Files.walk(lane)) {
      for (Path path : all.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    assertThat(verify().allFindings())
        .extracting(TrailFinding::kind)
        .containsExactly(Kind.MISSING_CHAIN);
  }

  /** It must not be taken for the trail itself. */
  @Test
  void aFileBesideTheLanesHidesNone() throws IOException {
    List<String> lines = Trails.lines(files.get(0));
    Trails.write(files.get(0), lines.subList(0, 3));
    Path beside = Files.createFile(directory.resolve("trail/000001.jsonl"));
    assertThat(verifyWithoutToken().allFindings())
        .extracting(TrailFinding::kind, TrailFinding::file)
        .contains(tuple(Kind.DELETED, files.get(1)), tuple(Kind.INSERTED, beside));
    long[] read = {0};
    new TrailReader(directory.resolve("trail"))
        .forEach((bytes, from, to) -> true, record -> ++read[0] > 0);
    assertThat(read[0]).isGreaterThan(9);
  }

  @Test
  void aLaneInPlaceOfTheWholeTrailIsFoundWithTheToken() throws IOException {
    Path trail = directory.resolve("trail");
    try (TrailSink first = TrailSink.open(Trails.settings(trail), Trails.ORIGIN, heads);
        TrailSink second = TrailSink.open(Trails.settings(trail), Trails.ORIGIN, heads)) {
      first.accept(Trails.event(21));
      second.accept(Trails.event(22));
    }
    assertThat(verify().allFindings()).isEmpty();
    for (Path file : Trails.files(lane)) {
      Files.move(file, trail.resolve(file.getFileName()));
    }
    Files.move(lane, directory.resolve("gone"));
    Files.move(trail.resolve("lane-2"), directory.resolve("gone too"));
    assertThat(verify().allFindings())
        .extracting(TrailFinding::kind)
        .containsExactly(Kind.MISSING_CHAIN);
  }

  @Test
  void aLaneThatWasCopiedIsFound() throws IOException {
    Path copy = Files.createDirectory(directory.resolve("trail/lane-2"));
    for (Path file : files) {
      Files.copy(file, copy.resolve(file.getFileName()));
    }
    assertThat(verifyWithoutToken().allFindings())
        .extracting(TrailFinding::kind, TrailFinding::file)
        .containsExactly(tuple(Kind.INSERTED, copy));
  }

  @Test
  void aLaneOfAnotherNameIsNoted() throws IOException {
    Files.move(lane, directory.resolve("trail/lane-7"));
    TrailReport report = verify();
    assertThat(report.isIntact()).isTrue();
    assertThat(report.lanes().get(0).notes())
        .singleElement()
        .asString()
        .endsWith("/lane-7/000001.jsonl:1: this was written in lane-1");
  }

  @Test
  void whatOnlyHasTheNameOfAFileIsFoundAndNotRead() throws Exception {
    Path pipe = lane.resolve("000004.jsonl");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path dangling = Files.createSymbolicLink(lane.resolve("000005.jsonl"), Path.of("nowhere"));
    Path directory = Files.createDirectory(lane.resolve("000006.jsonl"));
    assertThat(verify().allFindings())
        .extracting(TrailFinding::kind, TrailFinding::file)
        .containsExactly(
            tuple(Kind.CHANGED, pipe),
            tuple(Kind.CHANGED, dangling),
            tuple(Kind.CHANGED, directory));
    Path trail = lane.getParent();
    assertThat(new TrailReader(trail).last(3)).hasSize(3);
    try (TrailSink sink = TrailSink.open(Trails.settings(trail), Trails.ORIGIN, heads)) {
      assertThat(sink.lane()).isEqualTo(trail.resolve("lane-2"));
    }
  }

  /** Who knows the format links all lines anew; only the signatures are beyond him. */
  @Test
  void aTrailThatIsWrittenAnewFromALineOnIsFound() throws IOException {
    List<List<String>> original = files.stream().map(Trails::lines).toList();
    List<String> all = original.stream().flatMap(List::stream).toList();
    for (int from = 1; from < all.size() - 1; from++) {
      List<String> forged = new ArrayList<>(all);
      forged.set(from, forged.get(from).replace("\"host\":\"host\"", "\"host\":\"other\""));
      for (int i = from + 1; i < forged.size(); i++) {
        forged.set(i, Trails.relinked(forged.get(i), i + 1, forged.get(i - 1)));
      }
      int at = 0;
      for (int file = 0; file < files.size(); file++) {
        int size = original.get(file).size();
        Trails.write(files.get(file), forged.subList(at, at + size));
        at += size;
      }
      List<TrailFinding> found = verifyWithoutToken().allFindings();
      softly
          .assertThat(found)
          .as("from line " + from)
          .extracting(TrailFinding::kind)
          .containsAnyOf(Kind.REWRITTEN, Kind.FORGED_HEAD);
    }
  }

  @Test
  void aTrailThatIsWrittenAnewWithAnotherKeyIsFoundByTheKey() throws Exception {
    MemoryHeads forger = new MemoryHeads();
    Path other = directory.resolve("other");
    try (TrailSink sink = TrailSink.open(Trails.settings(other), Trails.ORIGIN, forger)) {
      sink.accept(Trails.event(1));
    }
    assertThat(TrailVerifier.of(other).verify().isIntact()).isTrue();
    assertThat(TrailVerifier.of(other).verify().keyGiven()).isFalse();
    TrailReport report = TrailVerifier.of(other).trusting(heads.keys()).verify();
    assertThat(report.keyGiven()).isTrue();
    assertThat(report.allFindings())
        .extracting(TrailFinding::kind)
        .containsOnly(Kind.REPLACED_KEY)
        .isNotEmpty();
  }

  @Test
  void aKeyThatChangesWithinAChainIsFoundWithoutAnyKeyGiven() throws Exception {
    heads.replaceKey();
    try (TrailSink sink =
        TrailSink.open(Trails.settings(directory.resolve("trail")), Trails.ORIGIN, heads)) {
      sink.accept(Trails.event(1));
    }
    assertThat(TrailVerifier.of(directory.resolve("trail")).verify().allFindings())
        .extracting(TrailFinding::kind)
        .contains(Kind.REPLACED_KEY);
  }

  @Test
  void aWriterThatGoesOnAfterACutTailSaysSo() throws Exception {
    Path last = files.get(files.size() - 1);
    List<String> lines = Trails.lines(last);
    Trails.write(last, lines.subList(0, lines.size() - 3));
    try (TrailSink sink =
        TrailSink.open(Trails.settings(directory.resolve("trail")), Trails.ORIGIN, heads)) {
      sink.accept(Trails.event(1));
    }
    List<TrailFinding> found = verify().allFindings();
    assertThat(found).extracting(TrailFinding::kind).containsExactly(Kind.FOUND_BY_WRITER);
    assertThat(found.get(0).text()).contains("are missing, which were there and signed");
  }

  @Test
  void filesThatWerePutAwayAreNoDamageWhereOneSaysSo() throws IOException {
    Files.delete(files.get(0));
    TrailVerifier verifier =
        TrailVerifier.of(directory.resolve("trail")).askingToken(heads).beginningLater();
    assertThat(verifier.verify().allFindings()).isEmpty();
    assertThat(verify().allFindings())
        .extracting(TrailFinding::kind)
        .containsExactly(Kind.BEGINNING_MISSING);
  }

  private static long seq(String line) {
    return (Long) Json.object(line).get("seq");
  }

  /** Up to five things at once, anywhere: it may not be clear what was done, but that it was. */
  @Test
  void anyMixtureIsFound() throws IOException {
    Seed seed = Seed.announce("TrailTampering");
    List<List<String>> original = files.stream().map(Trails::lines).toList();
    for (int i = 0; i < 300; i++) {
      Random random = seed.forCase("mixture", i);
      List<List<String>> changed = new ArrayList<>();
      original.forEach(lines -> changed.add(new ArrayList<>(lines)));
      for (int j = random.nextInt(5); j >= 0; j--) {
        changeSomething(changed, random);
      }
      for (int file = 0; file < files.size(); file++) {
        Trails.write(files.get(file), changed.get(file));
      }
      softly
          .assertThat(verify().isIntact())
          .as(seed + " case " + i)
          .isEqualTo(changed.equals(original));
    }
  }

  private static void changeSomething(List<List<String>> files, Random random) {
    List<String> from = files.get(random.nextInt(files.size()));
    List<String> to = files.get(random.nextInt(files.size()));
    if (from.isEmpty()) {
      return;
    }
    int line = random.nextInt(from.size());
    String text = from.get(line);
    int target = random.nextInt(to.size() + 1);
    switch (random.nextInt(6)) {
      case 0 -> from.remove(line);
      case 1 -> to.add(target, text);
      case 2 -> to.add(target, Trails.relinked(text, 1 + random.nextInt(40), text));
      case 3 -> Collections.swap(from, line, random.nextInt(from.size()));
      case 4 -> {
        StringBuilder flipped = new StringBuilder(text);
        int at = random.nextInt(text.length());
        flipped.setCharAt(at, text.charAt(at) == '0' ? '1' : '0');
        from.set(line, flipped.toString());
      }
      default -> from.subList(line, from.size()).clear();
    }
  }
}
