// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Text;
import org.turnlock.cli.token.TokenCommand;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.RotationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code turnlock key rotate}. */
@Command(
    name = "rotate",
    description = {
      "Replace a key: a new version does the new work from now on, older ones still decrypt and"
          + " verify. When a key may have leaked, or has been in use for long enough.",
      "Does not move the schedule of automatic rotations. Imported keys rotate by importing.",
      "",
      "Examples, now, and in a crontab, quiet unless something was due:",
      "  turnlock key rotate payments --expect 3",
      "  */10 * * * * turnlock key rotate --due"
    })
final class KeyRotateCommand extends TokenCommand {
  @Parameters(index = "0", arity = "0..1", paramLabel = "ALIAS", description = "The key.")
  private String alias;

  @Option(
      names = "--expect",
      paramLabel = "N",
      description =
          "Only if this is the current version, so that two callers do not rotate twice: else exit"
              + " code 7.")
  private Integer expect;

  @Option(
      names = "--due",
      description =
          "Instead of one key, all those whose rotation is due; destroys, too, the keys whose"
              + " waiting for deletion has ended.")
  private boolean due;

  @Override
  protected void check() {
    if (due && (alias != null || expect != null)) {
      throw wrong("--due is for all keys: neither ALIAS nor --expect go with it");
    }
    if (!due && alias == null) {
      throw wrong("Missing ALIAS, or --due for all keys that are due");
    }
  }

  @Override
  protected ExitCode run() {
    if (due) {
      return report(keys().rotateDue());
    }
    int expected = expect == null ? keys().describe(alias).current() : expect;
    ManagedKeyInfo key = keys().rotate(alias, expected);
    say(
        KeyJson.of(key),
        Text.safe("Key '" + alias + "' is at version " + key.current() + now(expected)));
    return ExitCode.OK;
  }

  private static String now(int before) {
    OptionalInt old = before > 0 ? OptionalInt.of(before) : OptionalInt.empty();
    return old.isPresent() ? " now; version " + before + " still decrypts and verifies" : " now";
  }

  private ExitCode report(RotationReport report) {
    if (json()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("rotated", report.rotated());
      fields.put("deleted", report.deleted());
      fields.put("failed", new TreeMap<>(report.failed()));
      say(fields, "");
    } else {
      for (String done : report.rotated()) {
        int current = keys().find(done).map(ManagedKeyInfo::current).orElse(0);
        say(null, "rotated " + Text.safe(done) + ": version " + current);
      }
      for (String done : report.deleted()) {
        say(null, "deleted " + Text.safe(done));
      }
    }
    new TreeMap<>(report.failed())
        .forEach(
            (key, why) -> surroundings().err().println("turnlock: " + Text.safe(key + ": " + why)));
    return report.failed().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }
}
