// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Text;
import org.turnlock.cli.token.TokenCommand;
import org.turnlock.keys.ManagedKeyInfo;
import picocli.CommandLine.Command;

/** {@code turnlock key list}. */
@Command(
    name = "list",
    description = {
      "List the keys and certificates in the token: first managed keys with their versions and"
          + " rotation, then all others.",
      "What other processes have done with a key shows with a delay.",
      "",
      "Example:",
      "  turnlock key list"
    })
final class KeyListCommand extends TokenCommand {
  @Override
  protected ExitCode run() throws Exception {
    List<ManagedKeyInfo> managed = keys().list();
    List<PlainEntry> others = PlainEntry.in(keyStore(), managed);
    if (json()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("token", token().label());
      fields.put("managed", managed.stream().map(KeyJson::of).toList());
      fields.put("others", others.stream().map(PlainEntry::json).toList());
      say(fields, "");
      return ExitCode.OK;
    }
    boolean empty = managed.isEmpty() && others.isEmpty();
    surroundings()
        .out()
        .println((empty ? "No keys in token " : "In token ") + Text.safe(token().name()));
    new KeyTable(surroundings().out(), surroundings().display(), Instant.now())
        .print(managed, others);
    requireHeard();
    return ExitCode.OK;
  }
}
