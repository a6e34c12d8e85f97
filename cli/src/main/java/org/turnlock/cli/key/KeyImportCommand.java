// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.file.Outputs;
import org.turnlock.cli.file.SecretFile;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeySpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code turnlock key import}. */
@Command(
    name = "import",
    description = {
      "Bring a key into the token as the new current version of a managed key, which is made if it"
          + " is not there yet. Older versions stay. Imported keys rotate by importing the next"
          + " one.",
      "FILE is a private key (PEM, DER, PKCS #12) or a secret one (its bytes, or hexadecimal). It"
          + " is only read: remove it afterwards.",
      "Better than a file in clear: one wrapped for an RSA key of the token, as"
          + " CKM_RSA_AES_KEY_WRAP does (RSA-OAEP, then AES-KWP).",
      "",
      "Examples:",
      "  turnlock key import payments aes.key --type AES-256",
      "  turnlock key import payments --wrapped aes.wrapped --under transport"
    })
final class KeyImportCommand extends AliasCommand {
  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The key's file; - for standard input.")
  private Path file;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "pem, der, pkcs12, raw or hex; found out if not given.")
  private KeyFileFormat format;

  @Option(
      names = "--entry",
      paramLabel = "NAME",
      description = "Which key of a PKCS #12 file, if it has several.")
  private String entry;

  @Mixin private PasswordOptions password;

  @Option(
      names = "--wrapped",
      paramLabel = "FILE",
      description = "A key that is wrapped; instead of FILE.")
  private Path wrapped;

  @Option(
      names = "--under",
      paramLabel = "ALIAS",
      description = "The RSA key in the token that unwraps it.")
  private String under;

  @Option(
      names = "--hash",
      paramLabel = "HASH",
      defaultValue = "SHA-256",
      description = "Of RSA-OAEP and its mask; ${DEFAULT-VALUE} if not given.")
  private String hash;

  @Option(
      names = "--expect",
      paramLabel = "N",
      description = "Only if this is the current version, 0 for none yet: else exit code 7.")
  private Integer expect;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      converter = KeyType.Reader.class,
      description =
          "Of a key that is to be made: AES-256 (of a wrapped one if not given), HmacSHA256, EC,"
              + " ...; a private key in clear says it itself.")
  private KeyType type;

  @Mixin private ManagementOptions management;

  @Override
  protected void check() {
    if ((file == null) == (wrapped == null)) {
      throw wrong("Missing FILE, or --wrapped FILE; one of them");
    }
    if ((wrapped == null) != (under == null)) {
      throw wrong("--wrapped FILE and --under ALIAS go together");
    }
    if (wrapped != null && (format != null || entry != null)) {
      throw wrong("--format and --entry are for a key in clear, not for a wrapped one");
    }
    if (file != null && Outputs.isStandard(file) && password.standardInput()) {
      throw wrong("the key and its password cannot both come from standard input");
    }
  }

  @Override
  protected ExitCode run() throws Exception {
    Optional<ManagedKeyInfo> present = keys().find(alias());
    int current = expect != null ? expect : present.map(ManagedKeyInfo::current).orElse(0);
    if (present.isEmpty() && current != 0) {
      throw new ManagedKeyException(
          ManagedKeyException.Reason.CONFLICT,
          "there is no key '" + alias() + "' whose current version could be " + current);
    }
    present.ifPresent(this::requireNothingSaid);
    byte[] content = SecretFile.read(wrapped == null ? file : wrapped, surroundings());
    try {
      ManagedKeyInfo key =
          wrapped == null ? plain(content, present, current) : wrapped(content, present, current);
      return changed(key, it -> "has the imported version " + it.current() + " as its current one");
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private ManagedKeyInfo plain(byte[] content, Optional<ManagedKeyInfo> present, int current)
      throws Exception {
    KeyType expected = present.map(key -> KeyType.of(key.kind())).orElse(type);
    KeyFile.Found found =
        new KeyFile(content, expected, entry, () -> password.read(surroundings())).key(format);
    return present.isEmpty()
        ? keys()
            .create(
                spec(expected == null ? found.type() : expected).build(),
                found.key(),
                found.chain())
        : keys().importVersion(alias(), current, found.key(), found.chain());
  }

  private ManagedKeyInfo wrapped(byte[] content, Optional<ManagedKeyInfo> present, int current)
      throws Exception {
    return present.isEmpty()
        ? keys()
            .createFromWrapped(
                spec(type == null ? new KeyType("AES", 0, "") : type).build(), content, under, hash)
        : keys().importWrappedVersion(alias(), current, content, under, hash);
  }

  /** What a key is, and how it is kept, was said when it was made. */
  private void requireNothingSaid(ManagedKeyInfo present) {
    String key = "key '" + alias() + "' is there already";
    if (type != null && !type.mayBe(present.kind())) {
      throw wrong(key + ", and of type " + present.kind() + ", not " + type);
    }
    if (!management.given().isEmpty()) {
      throw wrong(
          String.join(", ", management.given())
              + ": "
              + key
              + "; limits, tag and description change it");
    }
  }

  /** Of a key that is not there yet. */
  private ManagedKeySpec.Builder spec(KeyType kind) {
    ManagedKeySpec.Builder spec = ManagedKeySpec.builder(alias());
    management.putInto(spec);
    kind.putInto(spec);
    return spec;
  }
}
