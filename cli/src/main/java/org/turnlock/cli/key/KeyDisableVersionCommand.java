// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import org.turnlock.cli.console.ExitCode;
import org.turnlock.keys.KeyNames;
import picocli.CommandLine.Command;

/** {@code turnlock key disable-version}. */
@Command(
    name = "disable-version",
    description = {
      "Refuse every use of one version; the others go on. The rehearsal of destroy-version: whoever"
          + " still needs it will tell.",
      "The current version cannot be disabled alone: rotate first.",
      "",
      "Example:",
      "  turnlock key disable-version payments 2"
    })
final class KeyDisableVersionCommand extends VersionCommand {
  @Override
  protected void check() {
    pinned();
  }

  @Override
  protected ExitCode run() {
    KeyNames.Pinned it = pinned();
    return changed(
        keys().disableVersion(it.alias(), it.version()),
        "Version "
            + it.version()
            + " of key '"
            + it.alias()
            + "' is disabled: turnlock key enable-version takes it back");
  }
}
