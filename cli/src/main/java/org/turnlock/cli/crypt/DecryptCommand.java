// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import java.nio.file.Path;
import javax.crypto.Cipher;
import picocli.CommandLine.Command;

/** {@code turnlock decrypt}. */
@Command(
    name = "decrypt",
    description = {
      "Decrypt what turnlock encrypt, or TurnlockSealed in a program, has encrypted, with whichever"
          + " version of the key. Without --out the result is FILE without .sealed.",
      "To standard output goes what is verified, piece by piece; if a later piece turns out to be"
          + " changed, the command fails, and what came before must not be used: set -o pipefail.",
      "",
      "Examples:",
      "  turnlock decrypt --key payments report.pdf.sealed --context customer=4711",
      "  turnlock decrypt --key backup data.sealed -o - | tar x"
    })
public final class DecryptCommand extends SealingCommand {
  @Override
  int mode() {
    return Cipher.DECRYPT_MODE;
  }

  @Override
  Path usualOutput(Path input) {
    Path last = input.getFileName();
    String name = last == null ? "" : last.toString();
    if (!name.endsWith(SUFFIX) || name.equals(SUFFIX)) {
      throw noName();
    }
    return input.resolveSibling(name.substring(0, name.length() - SUFFIX.length()));
  }
}
