// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.console.Text;
import org.turnlock.cli.file.SecretFile;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.KeyVersion;
import org.turnlock.keys.VersionState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code turnlock verify}. */
@Command(
    name = "verify",
    description = {
      "Verify a signature or MAC over a file. Every version of the key is tried that may still"
          + " verify; the result says which one it was. Exit code 4 if it was none.",
      "",
      "Example:",
      "  turnlock verify --key releases app.tar --signature app.tar.sig"
    })
public final class VerifyCommand extends SignatureCommand {
  /** A MAC is compared in the token's process as a whole, once a version. */
  private static final int LARGEST_FOR_MAC = 256 << 20;

  @Option(
      names = {"-s", "--signature"},
      paramLabel = "FILE",
      required = true,
      description = "The signature; - for standard input.")
  private Path signature;

  /** One version's answer to come. */
  private record Trial(int version, Signature verifier) {}

  @Override
  protected ExitCode run() throws Exception {
    KeyOfCommand found = find();
    found.requireUsable();
    byte[] bytes = encoding().decode(SecretFile.read(signature, surroundings()));
    String algorithm = algorithm(found);
    Optional<Integer> version =
        found.info().kind().isPair()
            ? signer(found, algorithm, bytes)
            : keys().verifyMac(found.info().alias(), algorithm, whole(), bytes);
    boolean good =
        version.isPresent() && (found.version() == 0 || version.get() == found.version());
    tell(found, algorithm, good ? version : Optional.empty());
    return good ? ExitCode.OK : ExitCode.NOT_AUTHENTIC;
  }

  private void tell(KeyOfCommand found, String algorithm, Optional<Integer> version) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("valid", version.isPresent());
    fields.put("key", found.info().alias());
    fields.put("version", version);
    fields.put("algorithm", algorithm);
    fields.put("input", file());
    if (version.isPresent() || json()) {
      String by = version.map(it -> KeyNames.of(found.info().alias(), it)).orElse("");
      say(fields, Text.safe(file() + ": good signature of " + by + ", " + algorithm));
    } else {
      surroundings()
          .err()
          .println(
              Text.safe(
                  "turnlock: "
                      + file()
                      + ": BAD signature: no version of key '"
                      + found.name()
                      + "' that may verify has made it"));
    }
  }

  private Optional<Integer> signer(KeyOfCommand found, String algorithm, byte[] bytes)
      throws GeneralSecurityException {
    List<Trial> trials = new ArrayList<>();
    for (KeyVersion version : found.info().versions()) {
      if (mayVerify(version) && (found.version() == 0 || found.version() == version.number())) {
        Signature verifier = Signature.getInstance(algorithm, token().provider());
        verifier.initVerify(keys().publicKey(found.info().alias(), version.number()));
        trials.add(0, new Trial(version.number(), verifier));
      }
    }
    read(
        (piece, length) -> {
          for (Trial trial : trials) {
            trial.verifier().update(piece, 0, length);
          }
        });
    for (Trial trial : trials) {
      if (isGood(trial, bytes)) {
        return Optional.of(trial.version());
      }
    }
    return Optional.empty();
  }

  private static boolean mayVerify(KeyVersion version) {
    return !version.belowFloor()
        && (version.state() == VersionState.CURRENT
            || version.state() == VersionState.DECRYPT_ONLY);
  }

  /** What is no signature at all is a bad one. */
  private static boolean isGood(Trial trial, byte[] bytes) {
    try {
      return trial.verifier().verify(bytes);
    } catch (SignatureException e) {
      return false;
    }
  }

  private byte[] whole() throws GeneralSecurityException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    read(
        (piece, length) -> {
          if (content.size() + length > LARGEST_FOR_MAC) {
            throw new Failure(file() + ": larger than the 256 MiB whose MAC can be verified");
          }
          content.write(piece, 0, length);
        });
    return content.toByteArray();
  }
}
