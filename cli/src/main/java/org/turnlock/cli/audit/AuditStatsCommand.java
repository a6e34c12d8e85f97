// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.audit;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.turnlock.audit.trail.TrailReader;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code turnlock audit stats}. */
@Command(
    name = "stats",
    description = {
      "Count what a trail holds: how many uses of keys, of how many bytes, how many refused and"
          + " failed, the first and the last. By event, all records are counted, not only uses of"
          + " keys. Believes what it reads: turnlock audit verify says whether to.",
      "",
      "Examples:",
      "  turnlock audit stats --by principal --alias payments",
      "  turnlock audit stats --since 30d --json"
    })
final class AuditStatsCommand extends TrailCommand {
  @Option(
      names = "--by",
      paramLabel = "WHAT",
      description = "alias, version, principal or event; version if it is not said.")
  private UseStatistics.By by = UseStatistics.By.VERSION;

  @Mixin private RecordFilter filter;

  @Override
  void check() {
    try {
      filter.check();
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  @Override
  ExitCode run(Path directory) throws Exception {
    UseStatistics statistics = new UseStatistics(by);
    TrailReader reader = reader(directory);
    reader.forEach(
        filter.lines(),
        record -> {
          if (filter.matches(record)) {
            statistics.add(record);
          }
          return true;
        });
    if (json()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("trail", directory);
      fields.put("by", by.name().toLowerCase(Locale.ROOT));
      fields.put("groups", statistics.json());
      Json.print(surroundings().out(), fields);
    } else {
      statistics.print(surroundings().out());
    }
    requireHeard();
    tellSkipped(reader);
    return ExitCode.OK;
  }
}
