// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Failure;
import org.turnlock.keys.KeyNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code turnlock key certificate}. */
@Command(
    name = "certificate",
    description = {
      "Write the certificate of a version of a key pair, and its issuers, as PEM. With --set, give"
          + " it another one: a renewal without a rotation.",
      "",
      "Examples:",
      "  turnlock key certificate web -o web.pem",
      "  turnlock key certificate web --set renewed-chain.pem"
    })
final class KeyCertificateCommand extends VersionCommand {
  @Option(
      names = "--set",
      paramLabel = "FILE",
      description = "The new certificate, then its issuers; PEM.")
  private Path chain;

  @Mixin private PemOutput out;

  @Override
  protected ExitCode run() {
    KeyNames.Pinned it = pinnedOrCurrent();
    String name = KeyNames.of(it.alias(), it.version());
    if (chain != null) {
      return changed(
          keys()
              .setCertificateChain(
                  it.alias(), it.version(), CertificateChain.read(chain, surroundings())),
          name + " has the certificate of " + chain);
    }
    List<X509Certificate> present = keys().certificateChain(it.alias(), it.version());
    if (present.isEmpty()) {
      throw new Failure(
          ExitCode.NOT_FOUND, name + " has no certificate; see: turnlock key csr " + name, null);
    }
    String pem = CertificateChain.pem(present);
    String text = out.write(pem, "The certificate of " + name, surroundings());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("alias", it.alias());
    fields.put("version", it.version());
    fields.put("subject", present.get(0).getSubjectX500Principal().getName());
    fields.put("notAfter", present.get(0).getNotAfter().toInstant());
    fields.put("pem", pem);
    say(fields, text);
    return ExitCode.OK;
  }
}
