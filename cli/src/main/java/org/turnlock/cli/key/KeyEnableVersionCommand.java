// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import org.turnlock.cli.console.ExitCode;
import org.turnlock.keys.KeyNames;
import picocli.CommandLine.Command;

/** {@code turnlock key enable-version}. */
@Command(
    name = "enable-version",
    description = {
      "Let a disabled version decrypt and verify again.",
      "",
      "Example:",
      "  turnlock key enable-version payments 2"
    })
final class KeyEnableVersionCommand extends VersionCommand {
  @Override
  protected void check() {
    pinned();
  }

  @Override
  protected ExitCode run() {
    KeyNames.Pinned it = pinned();
    return changed(
        keys().enableVersion(it.alias(), it.version()),
        "Version " + it.version() + " of key '" + it.alias() + "' decrypts and verifies again");
  }
}
