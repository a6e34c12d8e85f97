// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.audit.trail.LaneReport;
import org.turnlock.audit.trail.TrailReader;
import org.turnlock.audit.trail.TrailRecord;
import org.turnlock.audit.trail.TrailReport;

/** JVMs that end as most do, with nobody to close the provider: all that was told is kept. */
@Timeout(120)
class EndWithoutCloseTest {
  private static final String NO_FLIGHT_RECORDER = "--limit-modules=java.logging";

  @TempDir Path directory;
  private Path trail;
  private String configuration;

  @BeforeEach
  void configure() throws Exception {
    Path pin = directory.resolve("pin");
    Files.createFile(
        pin, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(pin, "1234-end");
    trail = directory.resolve("trail");
    configuration =
        "--name=ending\ntoken=software\npath="
            + directory.resolve("token")
            + "\npinSource=file:"
            + pin
            + "\nauditDurability=os\nauditTrail="
            + trail
            + "\n";
  }

  private void run(String how, int code, String... options) throws Exception {
    Path output = directory.resolve("output");
    Process process = EndingProcess.start(output, configuration, how, options);
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(how).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(code);
  }

  private List<TrailRecord> records() throws Exception {
    List<TrailRecord> records = new ArrayList<>();
    new TrailReader(trail).forEach(TrailReader.LineFilter.holding(""), records::add);
    return records;
  }

  private static long uses(List<TrailRecord> records) {
    return records.stream()
        .filter(it -> it.name().equals("Encrypt") && it.alias().equals("mine"))
        .count();
  }

  private static List<String> closings(List<TrailRecord> records) {
    return records.stream()
        .filter(it -> it.name().equals("CloseProvider"))
        .map(it -> it.parameters().getOrDefault("reason", ""))
        .toList();
  }

  /** Checked with the token, whose next user also says what the one before has lost. */
  private LaneReport verified() throws Exception {
    TrailReport report;
    try (TurnlockProvider reader =
        (TurnlockProvider)
            new TurnlockProvider().configure(configuration.replaceAll("audit.*\n", ""))) {
      KeyStore.getInstance("Turnlock", reader).load(null, null);
      report = reader.trailVerifier(trail).verify();
    }
    assertThat(report.isIntact()).as(report.allFindings().toString()).isTrue();
    assertThat(report.lanes()).hasSize(1);
    return report.lanes().get(0);
  }

  @Test
  void theEndOfMainIsAnOrderlyEnd() throws Exception {
    run("return", 0);
    List<TrailRecord> records = records();
    assertThat(uses(records)).isEqualTo(EndingProcess.USES);
    assertThat(closings(records)).containsExactly("the JVM ends");
    assertThat(records).last().extracting(TrailRecord::name).isEqualTo("Trail");
    assertThat(verified().unsigned()).isZero();
  }

  @Test
  void anExitWithBusyThreadsTakesNothingThatWasToldBefore() throws Exception {
    run("busy exit", EndingProcess.EXIT_CODE);
    List<TrailRecord> records = records();
    assertThat(uses(records)).isEqualTo(EndingProcess.USES);
    assertThat(closings(records)).containsExactly("the JVM ends");
    verified();
  }

  @Test
  void flightRecorderIsNeededByItsSinkOnly() throws Exception {
    run("return", 0, NO_FLIGHT_RECORDER);
    assertThat(uses(records())).isEqualTo(EndingProcess.USES);
    configuration += "auditSinks=jfr\n";
    run("return", 1, NO_FLIGHT_RECORDER);
    assertThat(Files.readString(directory.resolve("output")))
        .contains("ProviderException: auditSinks: the sink 'jfr' needs the module jdk.jfr")
        .doesNotContain("NoClassDefFoundError");
  }
}
