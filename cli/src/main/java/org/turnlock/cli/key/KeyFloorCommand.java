// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import org.turnlock.cli.console.ExitCode;
import org.turnlock.keys.KeyNames;
import picocli.CommandLine.Command;

/** {@code turnlock key floor}. */
@Command(
    name = "floor",
    description = {
      "Keep versions with a lower number from decrypting and verifying, all at once. After"
          + " everything was encrypted anew; can be lowered again, unlike destroy-version.",
      "",
      "Example, of versions 1 to 4 the first two retire:",
      "  turnlock key floor payments 3"
    })
final class KeyFloorCommand extends VersionCommand {
  @Override
  protected void check() {
    pinned();
  }

  @Override
  protected ExitCode run() {
    KeyNames.Pinned it = pinned();
    return changed(
        keys().setFloor(it.alias(), it.version()),
        "The floor of key '"
            + it.alias()
            + "' is "
            + it.version()
            + ": no lower version decrypts or verifies");
  }
}
