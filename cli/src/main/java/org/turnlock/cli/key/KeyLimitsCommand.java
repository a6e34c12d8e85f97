// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.util.List;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.keys.UseLimits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code turnlock key limits}. */
@Command(
    name = "limits",
    description = {
      "Change how much a version may do before the key is rotated. AES keys have a limit from the"
          + " start: with random IVs, AES-GCM must end well before 2^32 messages.",
      "",
      "Example:",
      "  turnlock key limits payments --uses 1000000 --bytes 500G"
    })
final class KeyLimitsCommand extends AliasCommand {
  @Option(
      names = "--uses",
      paramLabel = "N",
      converter = KeyAmount.class,
      description = "Encryptions or signatures; none for any number.")
  private Long uses;

  @Option(
      names = "--bytes",
      paramLabel = "N",
      converter = KeyAmount.class,
      description = "Bytes of input to them (500M, 2T); none for any number.")
  private Long bytes;

  @Override
  protected void check() {
    if (uses == null && bytes == null) {
      throw wrong("Missing --uses or --bytes");
    }
  }

  @Override
  protected ExitCode run() {
    UseLimits before = keys().describe(alias()).limits();
    UseLimits limits =
        new UseLimits(uses == null ? before.uses() : uses, bytes == null ? before.bytes() : bytes);
    return changed(
        keys().setLimits(alias(), limits),
        key -> {
          List<String> occasions = Rotations.of(key);
          return occasions.isEmpty()
              ? "is rotated by hand only"
              : "is rotated " + String.join(", ", occasions);
        });
  }
}
