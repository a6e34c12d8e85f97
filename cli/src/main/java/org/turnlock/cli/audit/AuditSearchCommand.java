// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.audit;

import java.nio.file.Path;
import org.turnlock.audit.trail.TrailReader;
import org.turnlock.cli.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code turnlock audit search}. */
@Command(
    name = "search",
    description = {
      "Print the records that fit all the options, by their times; with --json the records' own"
          + " lines. Believes what it reads: turnlock audit verify says whether to.",
      "",
      "Examples:",
      "  turnlock audit search --alias payments@3 --event decrypt --since 7d",
      "  turnlock audit search --outcome refused --context tenant=acme --json"
    })
final class AuditSearchCommand extends TrailCommand {
  @Mixin private RecordFilter filter;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "The first so many; turnlock audit tail has the last.")
  private Long limit;

  @Override
  void check() {
    if (limit != null && limit < 1) {
      throw wrong("--limit is 1 at least");
    }
    try {
      filter.check();
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  @Override
  ExitCode run(Path directory) throws Exception {
    RecordOutput output = new RecordOutput(surroundings(), json());
    TrailReader reader = reader(directory);
    reader.forEachByTime(
        filter.lines(),
        record -> {
          if (filter.matches(record)) {
            output.add(record);
          }
          return limit == null || output.count() < limit;
        });
    output.flush();
    if (output.count() == 0 && !json()) {
      surroundings().out().println("No such record");
    }
    tellSkipped(reader);
    return ExitCode.OK;
  }
}
