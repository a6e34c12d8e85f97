// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.benchmarks.suite.Case;
import org.turnlock.benchmarks.suite.Measurement;
import org.turnlock.benchmarks.suite.Results;
import org.turnlock.benchmarks.suite.ResultsFile;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The report of invented numbers. */
class ReportTest {
  private static final String[] BLOCKS = {"summary", "goals", "charts", "tables", "machine"};
  private static final Case SMALL = Case.of("aes-gcm-encrypt", 64);

  @TempDir Path directory;
  private Path page;
  private Results results;

  @BeforeEach
  void writeAPage() throws IOException {
    page = directory.resolve("performance.md");
    StringBuilder text = new StringBuilder("# Performance\n\n");
    for (String block : BLOCKS) {
      text.append("By hand, before ").append(block).append(".\n\n");
      text.append("<!-- report:").append(block).append(" begin: written by run.sh -->\nold\n");
      text.append("<!-- report:").append(block).append(" end -->\n\n");
    }
    Files.writeString(page, text + "By hand, at the end.\n");
    Path file = directory.resolve("results.json");
    try (InputStream in = ReportTest.class.getResourceAsStream("results.json")) {
      Files.copy(in, file);
    }
    results = ResultsFile.read(file);
  }

  private String report() throws IOException {
    new Report(results, page, "benchmarks/results/some.json").write();
    return Files.readString(page);
  }

  @Test
  void whatPeopleWroteStays() throws IOException {
    String text = report();
    for (String block : BLOCKS) {
      assertThat(text).contains("By hand, before " + block + ".");
    }
    assertThat(text).startsWith("# Performance\n").endsWith("By hand, at the end.\n");
    assertThat(text).doesNotContain("old");
  }

  @Test
  void twoRendersAreTheSame() throws IOException {
    String once = report();
    Map<String, String> pictures = pictures();
    assertThat(report()).isEqualTo(once);
    assertThat(pictures()).isEqualTo(pictures);
  }

  @Test
  void theMachineTheVersionsAndTheCommandAreTold() throws IOException {
    assertThat(report())
        .contains("`benchmarks/run.sh full` on 29 November 2026: Some CPU, 2 CPUs")
        .contains("OpenJDK 17.0.15+6", "SoftHSM 2.6.1", "NSS 3.87.1")
        .contains("Load at the start: 0.25")
        .contains("| results | `benchmarks/results/some.json` |")
        .contains("| Turnlock | abcdef1 |", "| JNA | 5.19.1 |");
  }

  @Test
  void ratiosAreOfPairsWithTheirSpread() throws IOException {
    assertThat(report())
        .contains(
            "| AES-GCM encryption, 64 B | 0.400 | 3.20 | 0.420 | 0.100 |"
                + " **8.00** (7.80 to 8.20) | **1.05** (1.02 to 1.08) |")
        .contains("| AES-GCM encryption, 1 KiB, 8 threads |", "152 k")
        .contains("1 KiB, 64 threads, 1 ms |");
  }

  @Test
  void streamsAreToldByWhatPassesInASecond() throws IOException {
    Case stream = Case.of("stream-ctr-encrypt", 64 << 20);
    results = of(measured(stream, "turnlock-softhsm", 128e3), measured(stream, "jdk", 64e3));
    assertThat(report())
        .contains("### SoftHSM, streams, one thread, MiB per second")
        .contains("|  | Turnlock |\n|---|--:|\n| AES-CTR stream, encryption, 64 MiB | 500 |")
        .contains("|  | JDK |\n|---|--:|\n| AES-CTR stream, encryption, 64 MiB | 1000 |");
  }

  @Test
  void rowsOfAnOperationStandTogether() throws IOException {
    Case mac = Case.of("hmac-sha256", 1024);
    String who = "turnlock-softhsm";
    results =
        of(
            measured(SMALL.by(2), who, 1),
            measured(mac.by(2), who, 1),
            measured(SMALL.by(8), who, 1),
            measured(mac.by(8), who, 1));
    assertThat(report().lines().filter(it -> it.endsWith(" M |") && it.contains(" threads ")))
        .extracting(it -> it.split(" \\| ")[0])
        .containsExactly(
            "| AES-GCM encryption, 64 B, 2 threads",
            "| AES-GCM encryption, 64 B, 8 threads",
            "| HMAC-SHA-256, 1 KiB, 2 threads",
            "| HMAC-SHA-256, 1 KiB, 8 threads");
  }

  @Test
  void callsAreShownOfWhatBothHaveAndOfNoStream() throws IOException {
    results =
        of(
            counted("turnlock-nss", "aes-gcm-encrypt", 1, 1),
            counted("sunpkcs11-nss", "aes-gcm-encrypt", 4, 4),
            counted("turnlock-nss", "aes-wrap", 1, 1),
            counted("turnlock-nss", "stream-ctr-encrypt", 1, 1030),
            counted("sunpkcs11-nss", "stream-ctr-encrypt", 1, 1030));
    report();
    assertThat(pictures().get("calls-nss.svg"))
        .contains("AES-GCM encryption")
        .doesNotContain("wrap", "stream");
  }

  @Test
  void whoCouldNotIsNamedWithTheReason() throws IOException {
    assertThat(report()).contains("Could not be measured", "sunpkcs11-softhsm", "SunPKCS11 fails");
  }

  @Test
  void aPageWithoutABlockIsNotWritten() throws IOException {
    Files.writeString(page, "# Performance\n");
    assertThatThrownBy(this::report).hasMessageContaining("blocks");
    assertThat(page).hasContent("# Performance");
    assertThat(directory.resolve("performance")).doesNotExist();
  }

  @Test
  void picturesAreThereForLightAndDarkPagesAndOldOnesGo() throws Exception {
    Files.createDirectories(directory.resolve("performance"));
    Files.writeString(directory.resolve("performance/old.svg"), "<svg/>");
    String text = report();
    Matcher shown = Pattern.compile("(?:src|srcset)=\"([^\"]+)\"").matcher(text);
    List<String> named = shown.results().map(it -> it.group(1)).toList();
    assertThat(named)
        .contains("performance/ratios-nss.svg", "performance/ratios-nss-dark.svg")
        .contains("performance/time-softhsm.svg", "performance/threads-nss.svg")
        .contains("performance/network-softhsm.svg", "performance/calls-nss.svg");
    assertThat(pictures().keySet())
        .containsExactlyInAnyOrderElementsOf(
            named.stream().map(it -> it.replace("performance/", "")).toList());
  }

  @Test
  void picturesAreSvgOfTextWithoutScriptsOrAnythingFromElsewhere() throws Exception {
    report();
    for (Map.Entry<String, String> picture : pictures().entrySet()) {
      Document svg =
          DocumentBuilderFactory.newDefaultNSInstance()
              .newDocumentBuilder()
              .parse(directory.resolve("performance").resolve(picture.getKey()).toFile());
      assertThat(svg.getDocumentElement().getLocalName()).isEqualTo("svg");
      assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
      assertThat(svg.getElementsByTagName("text").getLength()).isGreaterThan(5);
      NodeList all = svg.getElementsByTagName("*");
      for (int i = 0; i < all.getLength(); i++) {
        Element each = (Element) all.item(i);
        assertThat(each.getLocalName()).isNotIn("script", "image", "foreignObject", "a");
        assertThat(each.getAttribute("onload") + each.getAttribute("xlink:href")).isEmpty();
      }
      assertThat(picture.getValue())
          .hasSizeLessThan(40_000)
          .doesNotContain("NaN", "<!DOCTYPE", "<script");
    }
    assertThat(pictures().get("time-nss.svg")).contains("Turnlock", "SunPKCS11", "1 MiB");
  }

  @Test
  void aRunOfLittleGivesAReportOfLittle() throws IOException {
    results = of(measured(SMALL, "turnlock-softhsm", 8, 9), measured(SMALL, "jdk", 1, 1));
    assertThat(report()).contains("not measured");
    assertThat(pictures()).isEmpty();
  }

  @Test
  void aGoalIsReachedByTheMedianMissedByAllOrWithinTheSpread() {
    assertThat(nssToSun(1, 8.1)).isEqualTo(Verdict.REACHED);
    assertThat(nssToSun(1, 7.9, 7.8, 8.2)).isEqualTo(Verdict.WITHIN_THE_SPREAD);
    assertThat(nssToSun(1, 7.9)).isEqualTo(Verdict.MISSED);
    assertThat(goal("1 ms away on PKCS#11 3.0", List.of()).verdict())
        .isEqualTo(Verdict.NOT_MEASURED);
  }

  @Test
  void theGoalForMoreCallsIsForCasesWithMoreCalls() {
    List<Measurement> measurements =
        List.of(
            counted("turnlock-softhsm", "rsa-2048-sign", 100, 2),
            counted("sunpkcs11-softhsm", "rsa-2048-sign", 120, 3),
            counted("turnlock-softhsm", "ecdsa-p256-sign", 100, 2),
            counted("sunpkcs11-softhsm", "ecdsa-p256-sign", 105, 2));
    assertThat(goal("SoftHSM, where SunPKCS11 makes more calls", measurements))
        .isEqualTo(
            new Goal(
                "SoftHSM, where SunPKCS11 makes more calls, to SunPKCS11",
                "at least 1.15",
                "RSA-2048 signature: 1.20",
                Verdict.REACHED));
  }

  @Test
  void anAliasIsComparedWithAPlainKeyOfTheSameToken() {
    List<Measurement> measurements =
        List.of(
            counted("turnlock-softhsm", "plain-encrypt", 98, 2),
            counted("turnlock-softhsm", "alias-encrypt", 100, 2),
            counted("turnlock-software", "plain-encrypt", 90, 0),
            counted("turnlock-software", "alias-encrypt", 100, 0));
    Goal goal = goal("alias of a rotated key", measurements);
    assertThat(goal.measured()).isEqualTo("Turnlock, software token: 0.90; SoftHSM: 0.98");
    assertThat(goal.verdict()).isEqualTo(Verdict.MISSED);
  }

  @Test
  void garbageIsWhatIsMoreThanTheOutput() {
    assertThat(garbage(1056 + 64).verdict()).isEqualTo(Verdict.REACHED);
    assertThat(garbage(1056 + 72).verdict()).isEqualTo(Verdict.MISSED);
    assertThat(garbage(1056 + 72).measured()).isEqualTo("SoftHSM +72");
  }

  private Goal garbage(double bytes) {
    return goal(
        "Garbage",
        List.of(
            new Measurement(
                "aes-gcm-encrypt", 1024, 1, 0, "turnlock-softhsm", List.of(1.0), bytes, null)));
  }

  private Verdict nssToSun(double ours, double... theirs) {
    double[] same = new double[theirs.length];
    Arrays.fill(same, ours);
    return goal(
            "NSS, AES-GCM, 64 B, one thread, to SunPKCS11",
            List.of(
                measured(SMALL, "turnlock-nss", same), measured(SMALL, "sunpkcs11-nss", theirs)))
        .verdict();
  }

  private Goal goal(String what, List<Measurement> measurements) {
    return new Goals(of(measurements.toArray(Measurement[]::new)))
        .all().stream().filter(it -> it.what().contains(what)).findFirst().orElseThrow();
  }

  private Results of(Measurement... measurements) {
    return new Results(
        "quick", results.environment(), results.pace(), 1, 5, List.of(measurements), List.of());
  }

  private static Measurement measured(Case what, String backend, double... rounds) {
    List<Double> list = Arrays.stream(rounds).boxed().toList();
    return new Measurement(
        what.operation(), what.size(), what.threads(), 0, backend, list, null, null);
  }

  private static Measurement counted(
      String backend, String operation, double micros, double calls) {
    return new Measurement(operation, 1024, 1, 0, backend, List.of(micros), null, calls);
  }

  private Map<String, String> pictures() throws IOException {
    Map<String, String> pictures = new java.util.TreeMap<>();
    try (Stream<Path> files = Files.list(directory.resolve("performance"))) {
      for (Path file : files.toList()) {
        pictures.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return pictures;
  }
}
