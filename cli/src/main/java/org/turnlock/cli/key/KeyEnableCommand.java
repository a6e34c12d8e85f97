// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import org.turnlock.cli.console.ExitCode;
import picocli.CommandLine.Command;

/** {@code turnlock key enable}. */
@Command(
    name = "enable",
    description = {
      "Let a disabled key be used again: after disable, or after cancel-deletion.",
      "",
      "Example:",
      "  turnlock key enable payments"
    })
final class KeyEnableCommand extends AliasCommand {
  @Override
  protected ExitCode run() {
    return changed(keys().enable(alias()), key -> "is enabled");
  }
}
