// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import org.turnlock.cli.console.ExitCode;
import picocli.CommandLine.Command;

/** {@code turnlock key cancel-deletion}. */
@Command(
    name = "cancel-deletion",
    description = {
      "End the waiting of a key that is to be deleted. It is disabled then; enable it to use it.",
      "",
      "Example:",
      "  turnlock key cancel-deletion payments",
      "  turnlock key enable payments"
    })
final class KeyCancelDeletionCommand extends AliasCommand {
  @Override
  protected ExitCode run() {
    return changed(
        keys().cancelDeletion(alias()),
        key -> "stays, and is disabled: turnlock key enable lets it be used again");
  }
}
