// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import org.turnlock.cli.console.ExitCode;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.KeyVersion;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.VersionState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code turnlock key prepare}. */
@Command(
    name = "prepare",
    description = {
      "Make a new version of a key pair that is not used yet: its certificate can be requested,"
          + " however long that takes. activate makes it current, destroy-version gives it up.",
      "",
      "Example:",
      "  turnlock key prepare web",
      "  turnlock key csr web@2 -o web.csr",
      "  turnlock key activate web@2 chain.pem"
    })
final class KeyPrepareCommand extends AliasCommand {
  @Option(
      names = "--expect",
      paramLabel = "N",
      description = "Only if this is the current version: else exit code 7.")
  private Integer expect;

  @Override
  protected ExitCode run() {
    int expected = expect == null ? keys().describe(alias()).current() : expect;
    return changed(
        keys().prepareVersion(alias(), expected),
        key -> "has version " + pending(key) + " waiting; see: turnlock key csr " + name(key));
  }

  private static String name(ManagedKeyInfo key) {
    return KeyNames.of(key.alias(), pending(key));
  }

  private static int pending(ManagedKeyInfo key) {
    return key.versions().stream()
        .filter(version -> version.state() == VersionState.PENDING)
        .mapToInt(KeyVersion::number)
        .max()
        .orElse(0);
  }
}
