// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Shell;
import picocli.CommandLine.Command;

/** {@code turnlock key disable}. */
@Command(
    name = "disable",
    description = {
      "Refuse every use of a key, decryption too, until it is enabled again. Programs notice within"
          + " seconds. When it may be misused, or to see who still needs it before it is deleted.",
      "",
      "Example:",
      "  turnlock key disable payments"
    })
final class KeyDisableCommand extends AliasCommand {
  @Override
  protected ExitCode run() {
    return changed(
        keys().disable(alias()),
        key ->
            "is disabled: every use of it is refused until turnlock key enable "
                + Shell.word(key.alias()));
  }
}
