// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.time.Instant;
import org.turnlock.cli.console.Confirmation;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.TimeText;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyInfo;
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
  private static final int LEAST_DAYS = 7;
  private static final int MOST_DAYS = 30;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "30",
      description = "How long to wait: 7 to 30 days, ${DEFAULT-VALUE} if not given.")
  private int days;

  @Option(names = "--yes", description = "Do not ask; needed where there is no terminal.")
  private boolean yes;

  @Override
  protected void check() {
    if (days < LEAST_DAYS || days > MOST_DAYS) {
      throw wrong("--days " + days + ": 7 to 30");
    }
  }

  @Override
  protected ExitCode run() {
    ManagedKeyInfo present = keys().describe(alias());
    if (present.state() == KeyState.PENDING_DELETION) {
      throw new ManagedKeyException(
              ManagedKeyException.Reason.STATE, "key '" + alias() + "' is to be deleted already")
          .about(alias());
    }
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
