// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.file.Pem;
import org.turnlock.keys.KeyNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code turnlock key export-public}. */
@Command(
    name = "export-public",
    description = {
      "Write the public half of a key pair, as others need it to verify signatures or to encrypt:"
          + " that of the current version, or of the one that is named. PEM, for openssl and all"
          + " others.",
      "",
      "Example:",
      "  turnlock key export-public invoices@2 -o invoices-2.pem"
    })
final class KeyExportPublicCommand extends VersionCommand {
  @Mixin private PemOutput out;

  @Override
  protected ExitCode run() {
    KeyNames.Pinned it = pinnedOrCurrent();
    PublicKey half = keys().publicKey(it.alias(), it.version());
    String pem = Pem.publicKey(half);
    String text =
        out.write(
            pem, "The public key of " + KeyNames.of(it.alias(), it.version()), surroundings());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("alias", it.alias());
    fields.put("version", it.version());
    fields.put("algorithm", half.getAlgorithm());
    fields.put("pem", pem);
    say(fields, text);
    return ExitCode.OK;
  }
}
