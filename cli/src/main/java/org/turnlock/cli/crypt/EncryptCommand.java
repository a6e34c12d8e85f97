// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import java.nio.file.Path;
import javax.crypto.Cipher;
import picocli.CommandLine.Command;

/** {@code turnlock encrypt}. */
@Command(
    name = "encrypt",
    description = {
      "Encrypt a file of any size with the current version of a managed AES key. The result says"
          + " which version that was, so that it stays readable after rotations; docs/formats.md"
          + " has its format.",
      "Without --out the result is FILE.sealed.",
      "",
      "Examples:",
      "  turnlock encrypt --key payments report.pdf --context customer=4711",
      "  tar c data | turnlock encrypt --key backup - | ssh host 'cat > data.sealed'"
    })
public final class EncryptCommand extends SealingCommand {
  @Override
  int mode() {
    return Cipher.ENCRYPT_MODE;
  }

  @Override
  Path usualOutput(Path input) {
    return input.resolveSibling(input.getFileName() + SUFFIX);
  }
}
