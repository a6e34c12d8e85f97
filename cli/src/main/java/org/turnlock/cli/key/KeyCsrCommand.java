// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.file.Pem;
import org.turnlock.keys.KeyNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code turnlock key csr}. */
@Command(
    name = "csr",
    description = {
      "Write a certification request (PKCS #10), signed by a version of a key pair, for a CA."
          + " Without --subject it asks for the names that the key's certificate has.",
      "",
      "Example, a rotation with a certificate from a CA:",
      "  turnlock key prepare web",
      "  turnlock key csr web@2 -o web.csr",
      "  turnlock key activate web@2 chain.pem"
    })
final class KeyCsrCommand extends VersionCommand {
  @Option(names = "--subject", paramLabel = "DN", description = "For this name: CN=example.com")
  private String subject;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "And these DNS names and IP addresses; needs --subject. Can be repeated.")
  private List<String> hosts = List.of();

  @Mixin private PemOutput out;

  @Override
  protected void check() {
    if (subject == null && !hosts.isEmpty()) {
      throw wrong("--host needs --subject");
    }
  }

  @Override
  protected ExitCode run() {
    KeyNames.Pinned it = pinnedOrCurrent();
    byte[] request =
        subject == null
            ? keys().certificateRequest(it.alias(), it.version())
            : keys()
                .certificateRequest(it.alias(), it.version(), new X500Principal(subject), hosts);
    String pem = Pem.block("CERTIFICATE REQUEST", request);
    String text =
        out.write(pem, "The request for " + KeyNames.of(it.alias(), it.version()), surroundings());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("alias", it.alias());
    fields.put("version", it.version());
    fields.put("pem", pem);
    say(fields, text);
    return ExitCode.OK;
  }
}
