// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.turnlock.cli.console.Failure;

/**
 * The openssl program, as someone who knows nothing of Turnlock.
 *
 * @param program where it is
 */
record OpenSsl(Path program) {
  /** The first one on the PATH. */
  static Optional<OpenSsl> find(Map<String, String> variables) {
    return Stream.of(variables.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, "openssl"))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst()
        .map(OpenSsl::new);
  }

  /** For example {@code OpenSSL 3.0.16}. */
  String version() throws IOException {
    String[] words = Tool.run(List.of(program.toString(), "version")).output().strip().split(" ");
    return words.length < 2 ? "openssl" : words[0] + " " + words[1];
  }

  /**
   * Checks a SHA-256 signature.
   *
   * @throws Failure with openssl's own words if it does not hold
   */
  void verify(Path publicKey, Path signature, Path file) throws IOException {
    Tool.Outcome outcome =
        Tool.run(
            List.of(
                program.toString(),
                "dgst",
                "-sha256",
                "-verify",
                publicKey.toString(),
                "-signature",
                signature.toString(),
                file.toAbsolutePath().toString()));
    if (outcome.status() != 0 || !outcome.output().contains("Verified OK")) {
      throw new Failure("openssl refuses " + signature + ": " + outcome.output().strip());
    }
  }
}
