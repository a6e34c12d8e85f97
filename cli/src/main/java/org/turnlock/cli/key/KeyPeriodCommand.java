// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.TimeText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code turnlock key period}. */
@Command(
    name = "period",
    description = {
      "Change how often a key is rotated automatically, or that it is not. The next rotation is a"
          + " period from now.",
      "",
      "Examples:",
      "  turnlock key period payments 90d",
      "  turnlock key period payments off"
    })
final class KeyPeriodCommand extends AliasCommand {
  @Parameters(
      index = "1",
      paramLabel = "PERIOD",
      description = "90d, 36h, 1d12h: a minute at least; or off.")
  private String period;

  @Override
  protected void check() {
    wanted();
  }

  private Optional<Duration> wanted() {
    try {
      return period.equalsIgnoreCase("off")
          ? Optional.empty()
          : Optional.of(new KeyPeriod().convert(period));
    } catch (TypeConversionException e) {
      throw wrong(e.getMessage());
    }
  }

  @Override
  protected ExitCode run() {
    return changed(
        keys().setRotationPeriod(alias(), wanted()),
        key ->
            key.nextRotation()
                .map(next -> "is rotated next on " + TimeText.exact(next, Instant.now()))
                .orElse("is rotated by hand only"));
  }
}
