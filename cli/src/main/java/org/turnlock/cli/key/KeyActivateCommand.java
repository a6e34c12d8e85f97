// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.nio.file.Path;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Text;
import org.turnlock.cli.token.TokenCommand;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.ManagedKeyInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code turnlock key activate}. */
@Command(
    name = "activate",
    description = {
      "Make a version current that prepare has made, with the certificate that a CA has issued for"
          + " it.",
      "",
      "Example:",
      "  turnlock key activate web@2 chain.pem"
    })
final class KeyActivateCommand extends TokenCommand {
  @Parameters(index = "0", paramLabel = "ALIAS@VERSION", description = "The version that waits.")
  private String name;

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "Its certificate, then the issuers; PEM.")
  private Path chain;

  private KeyNames.Pinned pinned() {
    return KeyNames.parse(name).orElseThrow(() -> wrong("Missing version: " + name + "@2"));
  }

  @Override
  protected void check() {
    pinned();
  }

  @Override
  protected ExitCode run() {
    KeyNames.Pinned it = pinned();
    ManagedKeyInfo key =
        keys()
            .activateVersion(
                it.alias(), it.version(), CertificateChain.read(chain, surroundings()));
    say(
        KeyJson.of(key),
        Text.safe("Key '" + it.alias() + "' is at version " + it.version() + " now"));
    return ExitCode.OK;
  }
}
