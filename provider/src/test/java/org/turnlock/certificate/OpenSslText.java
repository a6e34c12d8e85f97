// SPDX-License-Identifier: Apache-2.0
package org.turnlock.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What the openssl command says of a DER file; nothing where there is none. */
final class OpenSslText {
  private OpenSslText() {}

  /** The output of a successful command. */
  static Optional<String> of(Path directory, byte[] der, String... command) throws Exception {
    Path input = Files.write(directory.resolve("input.der"), der);
    List<String> all = new ArrayList<>(List.of("openssl"));
    all.addAll(List.of(command));
    all.addAll(List.of("-inform", "DER", "-in", input.toString()));
    Process process;
    try {
      process = new ProcessBuilder(all).redirectErrorStream(true).start();
    } catch (IOException e) {
      return Optional.empty();
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return Optional.of(output);
  }
}
