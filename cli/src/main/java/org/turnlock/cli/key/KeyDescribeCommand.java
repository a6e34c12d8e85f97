// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.time.Instant;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.keys.ManagedKeyInfo;
import picocli.CommandLine.Command;

/** {@code turnlock key describe}. */
@Command(
    name = "describe",
    description = {
      "Show all there is to know of a key: state, rotation, limits, tags, and each version with its"
          + " state and use so far.",
      "What other processes have done with it shows with a delay.",
      "",
      "Example:",
      "  turnlock key describe payments"
    })
final class KeyDescribeCommand extends AliasCommand {
  @Override
  protected ExitCode run() {
    ManagedKeyInfo key = keys().describe(alias());
    if (json()) {
      say(KeyJson.of(key), "");
    } else {
      new KeyPage(key, Instant.now()).print(surroundings().out());
      requireHeard();
    }
    return ExitCode.OK;
  }
}
