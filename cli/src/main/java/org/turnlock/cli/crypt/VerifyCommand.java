// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.console.Text;
import org.turnlock.cli.file.Outputs;
import org.turnlock.cli.file.SecretFile;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.RepeatableInput;
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
  private static final int LARGEST_GATHERED = 64 << 20;

  @Option(
      names = {"-s", "--signature"},
      paramLabel = "FILE",
      required = true,
      description = "The signature; - for standard input.")
  private Path signature;

  @Override
  protected void check() {
    if (Outputs.isStandard(file()) && Outputs.isStandard(signature)) {
      throw wrong("the file and its signature cannot both come from standard input");
    }
  }

  @Override
  protected ExitCode run() throws Exception {
    KeyOfCommand found = find();
    byte[] bytes = encoding().decode(SecretFile.read(signature, surroundings()));
    String algorithm = algorithm(found);
    Optional<Integer> version = verified(found, algorithm, bytes);
    tell(found, algorithm, version);
    return version.isPresent() ? ExitCode.OK : ExitCode.NOT_AUTHENTIC;
  }

  private Optional<Integer> verified(KeyOfCommand found, String algorithm, byte[] bytes)
      throws InvalidKeyException {
    try {
      return keys().verify(found.name(), algorithm, content(found), bytes);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** A MAC is made again for each version that is tried, and so the file is read again. */
  private RepeatableInput content(KeyOfCommand found) {
    boolean once = found.isPair() || found.isPinned();
    return Outputs.isStandard(file()) && !once ? gathered() : this::open;
  }

  private RepeatableInput gathered() {
    byte[] content;
    try (InputStream in = open()) {
      content = in.readNBytes(LARGEST_GATHERED + 1);
    } catch (IOException e) {
      throw unreadable(e);
    }
    if (content.length > LARGEST_GATHERED) {
      throw new Failure(
          "standard input: more than the 64 MiB that are verified so with an HMAC key: give a file,"
              + " or name the version");
    }
    return () -> new ByteArrayInputStream(content);
  }

  private void tell(KeyOfCommand found, String algorithm, Optional<Integer> version) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("valid", version.isPresent());
    fields.put("key", found.alias());
    fields.put("version", version);
    fields.put("algorithm", algorithm);
    fields.put("input", file());
    if (version.isPresent() || json()) {
      String by = version.map(it -> KeyNames.of(found.alias(), it)).orElse("");
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
}
