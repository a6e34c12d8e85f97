// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import org.turnlock.cli.console.Confirmation;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.KeyVersion;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.VersionState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code turnlock key destroy-version}. */
@Command(
    name = "destroy-version",
    description = {
      "Destroy one version in the token, for good: what it has encrypted can never be read again."
          + " When a version has leaked and all its data was encrypted anew. Try disable-version"
          + " first.",
      "The current version cannot be destroyed: rotate first.",
      "",
      "Example:",
      "  turnlock key destroy-version payments 2"
    })
final class KeyDestroyVersionCommand extends VersionCommand {
  @Option(names = "--yes", description = "Do not ask; needed where there is no terminal.")
  private boolean yes;

  @Override
  protected void check() {
    pinned();
  }

  @Override
  protected ExitCode run() {
    KeyNames.Pinned it = pinned();
    String name = "version " + it.version() + " of key '" + it.alias() + "'";
    requirePossible(it, name);
    Confirmation.require(
        surroundings(),
        yes,
        "Destroying " + name + " is for good: what it has encrypted can never be read again.");
    return changed(
        keys().destroyVersion(it.alias(), it.version()),
        "Version " + it.version() + " of key '" + it.alias() + "' is destroyed");
  }

  /** Nobody is asked about what cannot be done. */
  private void requirePossible(KeyNames.Pinned it, String name) {
    ManagedKeyInfo key = keys().describe(it.alias());
    VersionState state =
        key.versions().stream()
            .filter(version -> version.number() == it.version())
            .map(KeyVersion::state)
            .findFirst()
            .orElseThrow(
                () ->
                    new ManagedKeyException(Reason.NOT_FOUND, "there is no " + name)
                        .about(it.alias(), it.version()));
    if (state == VersionState.CURRENT) {
      throw new ManagedKeyException(
              Reason.STATE,
              name
                  + " cannot be destroyed: it is the current one; "
                  + (key.state() == KeyState.DISABLED ? "enable and rotate" : "rotate")
                  + " the key first, or delete the key as a whole")
          .about(it.alias(), it.version());
    }
  }
}
