// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.keys.ManagedKeyInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code turnlock key tag}. */
@Command(
    name = "tag",
    description = {
      "Set and remove a key's tags, by which programs and people find it. Others stay.",
      "",
      "Example:",
      "  turnlock key tag payments team=billing --remove owner"
    })
final class KeyTagCommand extends AliasCommand {
  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "NAME=VALUE",
      description = "The tags to set.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(names = "--remove", paramLabel = "NAME", description = "A tag to remove; repeatable.")
  private List<String> remove = List.of();

  @Override
  protected void check() {
    if (set.isEmpty() && remove.isEmpty()) {
      throw wrong("Missing tags: NAME=VALUE, or --remove NAME");
    }
  }

  @Override
  protected ExitCode run() {
    ManagedKeyInfo before = keys().describe(alias());
    Map<String, String> tags = new TreeMap<>(before.tags());
    remove.forEach(tags::remove);
    tags.putAll(set);
    return changed(
        keys().setTags(alias(), tags),
        key -> key.tags().isEmpty() ? "has no tags" : "has the tags " + KeyPage.tags(key));
  }
}
