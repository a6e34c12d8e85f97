// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import org.turnlock.cli.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code turnlock key description}. */
@Command(
    name = "description",
    description = {
      "Say what a key is for; an empty text removes what was said.",
      "",
      "Example:",
      "  turnlock key description payments 'card numbers at rest, see runbook 12'"
    })
final class KeyDescriptionCommand extends AliasCommand {
  @Parameters(index = "1", paramLabel = "TEXT", description = "What it is for.")
  private String text;

  @Override
  protected ExitCode run() {
    return changed(keys().setDescription(alias(), text), key -> "is described anew");
  }
}
