// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.util.Optional;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Text;
import org.turnlock.cli.token.TokenCommand;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.ManagedKeyInfo;
import picocli.CommandLine.Parameters;

/** A command on one version of a managed key: {@code payments 2} or {@code payments@2}. */
abstract class VersionCommand extends TokenCommand {
  @Parameters(
      index = "0",
      paramLabel = "ALIAS",
      description = "The key, or a version of it as ALIAS@VERSION.")
  private String name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "The number of the version.")
  private Integer number;

  /** What the command line names; the version is absent where it names a key as a whole. */
  final Named named() {
    Optional<KeyNames.Pinned> pinned = KeyNames.parse(name);
    if (pinned.isEmpty() && name.indexOf('@') >= 0) {
      throw wrong("'" + name + "' names no version: write ALIAS@2; the first is 1");
    }
    if (number == null) {
      return pinned
          .map(it -> new Named(it.alias(), Optional.of(it.version())))
          .orElseGet(() -> new Named(name, Optional.empty()));
    }
    if (pinned.isPresent() && pinned.get().version() != number) {
      throw wrong("'" + name + "' and " + number + " are two versions: name one");
    }
    return new Named(pinned.map(KeyNames.Pinned::alias).orElse(name), Optional.of(number));
  }

  /** The version that the command line must name. */
  final KeyNames.Pinned pinned() {
    Named named = named();
    int version =
        named
            .version()
            .orElseThrow(
                () -> wrong("Missing version: " + named.alias() + "@2, or " + name + " 2"));
    return new KeyNames.Pinned(named.alias(), version);
  }

  /** The version that the command line names, or else the current one. */
  final KeyNames.Pinned pinnedOrCurrent() {
    Named named = named();
    return new KeyNames.Pinned(
        named.alias(), named.version().orElseGet(() -> keys().describe(named.alias()).current()));
  }

  record Named(String alias, Optional<Integer> version) {}

  final ExitCode changed(ManagedKeyInfo key, String text) {
    say(KeyJson.of(key), Text.safe(text));
    return ExitCode.OK;
  }
}
