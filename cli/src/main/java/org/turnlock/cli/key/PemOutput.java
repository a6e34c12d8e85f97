// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.io.IOException;
import java.nio.file.Path;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.file.IoText;
import org.turnlock.cli.file.Pem;
import picocli.CommandLine.Option;

/** Where something public goes, as PEM. */
final class PemOutput {
  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Where to; standard output if not given. A file that is there is replaced.")
  private Path file;

  /** Writes it, where a file was named; what there is to print. */
  String write(String pem, String what) {
    if (file == null) {
      return pem.stripTrailing();
    }
    try {
      Pem.write(file, pem);
    } catch (IOException e) {
      throw new Failure(file + ": cannot be written: " + IoText.of(e), e);
    }
    return what + " is in " + file;
  }
}
