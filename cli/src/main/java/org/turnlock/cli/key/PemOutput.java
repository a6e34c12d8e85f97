// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.turnlock.cli.console.Surroundings;
import org.turnlock.cli.console.Text;
import org.turnlock.cli.file.Outputs;
import picocli.CommandLine.Option;

/** Where something public goes, as PEM. */
final class PemOutput {
  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Where to; standard output if not given.")
  private Path file;

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  /** Writes it, where a file was named; what there is to print. */
  String write(String pem, String what, Surroundings surroundings) {
    if (file == null || Outputs.isStandard(file)) {
      return pem.stripTrailing();
    }
    Outputs.write(file, force, pem.getBytes(StandardCharsets.US_ASCII), surroundings);
    return Text.safe(what + " is in " + file);
  }
}
