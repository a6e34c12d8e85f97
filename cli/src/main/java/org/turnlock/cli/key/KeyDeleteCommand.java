// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.time.Instant;
import org.turnlock.cli.console.Confirmation;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.TimeText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code turnlock key delete}. */
@Command(
    name = "delete",
    description = {
      "Refuse every use of a key from now on, and destroy all its versions after a waiting time."
          + " Until then cancel-deletion takes it back.",
      "The end comes with the first rotate --due, or scheduler, after that time.",
      "",
      "Example:",
      "  turnlock key delete payments --days 14"
    })
final class KeyDeleteCommand extends AliasCommand {
  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "30",
      description = "How long to wait: 7 to 30 days, ${DEFAULT-VALUE} if not given.")
  private int days;

  @Option(names = "--yes", description = "Do not ask; needed where there is no terminal.")
  private boolean yes;

  @Override
  protected ExitCode run() {
    keys().describe(alias());
    Confirmation.require(
        surroundings(),
        yes,
        "Key '"
            + alias()
            + "' will refuse every use now, and be destroyed in "
            + days
            + " days with all that only it can decrypt.");
    return changed(
        keys().scheduleDeletion(alias(), days),
        key ->
            "refuses every use, and is destroyed on "
                + TimeText.exact(key.deletionDate().orElseThrow(), Instant.now())
                + "; turnlock key cancel-deletion takes it back");
  }
}
