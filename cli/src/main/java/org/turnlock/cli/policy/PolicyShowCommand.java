// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.policy;

import org.turnlock.cli.console.ExitCode;
import picocli.CommandLine.Command;

/** {@code turnlock policy show}. */
@Command(
    name = "show",
    description = {
      "Show who may do what with a key.",
      "",
      "Example:",
      "  turnlock policy show payments"
    })
final class PolicyShowCommand extends PolicyOnKeyCommand {
  @Override
  protected ExitCode run() {
    tell(keys().policy(alias()));
    return ExitCode.OK;
  }
}
