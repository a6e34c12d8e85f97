// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.turnlock.audit.trail.TrailReader;
import org.turnlock.audit.trail.TrailReport;
import org.turnlock.audit.trail.TrailVerifier;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Json;
import org.turnlock.cli.console.ProgressBar;
import org.turnlock.cli.token.OpenedToken;
import org.turnlock.cli.token.PinPrompt;
import org.turnlock.config.TurnlockConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code turnlock audit verify}. */
@Command(
    name = "verify",
    description = {
      "Check that no record of a trail was changed, put in, moved or left out, and that its heads"
          + " are signed. The exit code is 4 if anything is wrong; each finding names file and"
          + " line.",
      "Without --key or --token it believes the key that the trail itself names, and without"
          + " --token a tail that was cut off shows only where something was signed after it.",
      "",
      "Examples:",
      "  turnlock audit verify --trail /var/log/turnlock --key audit.pem",
      "  turnlock audit verify --token"
    })
final class AuditVerifyCommand extends TrailCommand {
  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "The public keys whose heads are good: PEM, or as the trail itself writes them, one a"
              + " line.")
  private Path key;

  @Option(
      names = "--token",
      description =
          "Compare with the last heads, which the configured token keeps, and believe its keys;"
              + " needs the PIN. Leaves no record: it would change what it checks.")
  private boolean token;

  @Option(
      names = "--begins-later",
      description =
          "The first files were put away on purpose: that they are missing is no finding.")
  private boolean beginsLater;

  @Override
  ExitCode run(Path directory) throws Exception {
    TrailVerifier verifier = token ? fromToken(directory) : TrailVerifier.of(directory);
    verifier = key == null ? verifier : verifier.trusting(TrustedKeyFile.read(key));
    verifier = beginsLater ? verifier.beginningLater() : verifier;
    TrailReport report;
    try (ProgressBar progress = progress(directory)) {
      report = verifier.telling(progress::add).verify();
    }
    if (report.lanes().isEmpty() && report.isIntact()) {
      throw empty(directory);
    }
    if (json()) {
      Json.print(surroundings().out(), VerifiedJson.of(directory, report));
    } else {
      new VerifiedPage(directory, report, surroundings().display()).print(surroundings().out());
    }
    requireHeard();
    return report.isIntact() ? ExitCode.OK : ExitCode.NOT_AUTHENTIC;
  }

  private TrailVerifier fromToken(Path directory) throws Exception {
    TurnlockConfiguration configuration = context().configuration().notAudited();
    try (PinPrompt pins = new PinPrompt(surroundings().secrets(), configuration);
        OpenedToken opened = OpenedToken.open(configuration, pins)) {
      opened.keyStore();
      return opened.provider().trailVerifier(directory);
    }
  }

  private ProgressBar progress(Path directory) throws IOException {
    if (!surroundings().progress()) {
      return ProgressBar.NONE;
    }
    long bytes = 0;
    for (Path lane : new TrailReader(directory).lanes()) {
      for (Path file : TrailReader.files(lane)) {
        bytes += Files.size(file);
      }
    }
    return new ProgressBar(
        surroundings().err(), "audit trail", OptionalLong.of(bytes), System::nanoTime);
  }
}
