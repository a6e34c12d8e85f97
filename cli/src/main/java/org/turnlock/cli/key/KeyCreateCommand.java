// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeySpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code turnlock key create}. */
@Command(
    name = "create",
    description = {
      "Make a managed key: an alias whose key can be replaced while all that older versions have"
          + " encrypted and signed stays readable and verifiable.",
      "Version 1 is made in the token and never leaves it. Programs use the alias. The key is for"
          + " whoever makes it alone, and whom --allow names; turnlock policy allow lets others use"
          + " it later.",
      "",
      "Example, a key for data that rotates four times a year:",
      "  turnlock key create payments --rotate-every 90d --tag team=billing",
      "",
      "One for a program whose configuration says application = shop:",
      "  turnlock key create orders --allow app:shop=encrypt,decrypt"
    })
final class KeyCreateCommand extends AliasCommand {
  @Option(
      names = "--type",
      paramLabel = "TYPE",
      converter = KeyType.Reader.class,
      description =
          "AES-256 (the default), AES-128, HmacSHA256, RSA-3072, EC-secp256r1, Ed25519 and their"
              + " like.")
  private KeyType type;

  @Mixin private RotationOptions rotation;

  @Mixin private ManagementOptions management;

  @Option(
      names = "--await-import",
      description = "Make it without a key: the first version comes with turnlock key import.")
  private boolean awaitImport;

  @Option(
      names = "--subject",
      paramLabel = "DN",
      description =
          "Give a key pair a self-signed certificate for this name (CN=pay.example.com), and every"
              + " new version one too.")
  private String subject;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "And for these DNS names and IP addresses; needs --subject. Can be repeated.")
  private String[] hosts = {};

  @Override
  protected void check() {
    if (hosts.length > 0 && (subject == null || awaitImport)) {
      throw wrong("--host needs --subject, and a key that is made here");
    }
    if (rotation.fault() != null) {
      throw wrong(rotation.fault());
    }
  }

  @Override
  protected ExitCode run() {
    ManagedKeySpec.Builder spec = ManagedKeySpec.builder(alias());
    rotation.putInto(spec);
    management.putInto(spec);
    if (type != null) {
      type.putInto(spec);
    }
    if (awaitImport) {
      spec.awaitingImport();
    }
    if (subject != null) {
      spec.subject(new X500Principal(subject)).hostNames(hosts);
    }
    return changed(keys().create(spec.build()), KeyCreateCommand::text);
  }

  static String text(ManagedKeyInfo key) {
    String what =
        key.current() == 0
            ? "awaits its first version: turnlock key import"
            : "is made: " + key.kind() + ", version " + key.current();
    List<String> rotation = Rotations.of(key);
    return rotation.isEmpty() ? what : what + "; rotated " + String.join(", ", rotation);
  }
}
