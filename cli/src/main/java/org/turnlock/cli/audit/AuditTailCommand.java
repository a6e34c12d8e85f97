// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.turnlock.audit.trail.TrailFollower;
import org.turnlock.audit.trail.TrailReader;
import org.turnlock.audit.trail.TrailRecord;
import org.turnlock.cli.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code turnlock audit tail}. */
@Command(
    name = "tail",
    description = {
      "Print the last records of a trail, by their times; with --json the records' own lines.",
      "",
      "Examples:",
      "  turnlock audit tail --lines 50",
      "  turnlock audit tail --follow --json"
    })
final class AuditTailCommand extends TrailCommand {
  private static final long POLL_MILLIS = 250;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      description = "How many; 20 if it is not said.")
  private int count = 20;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with those that come, until interrupted.")
  private boolean follow;

  @Override
  void check() {
    if (count < 0) {
      throw wrong("--lines is 0 at least");
    }
  }

  @Override
  ExitCode run(Path directory) throws Exception {
    TrailReader reader = reader(directory);
    RecordOutput output = new RecordOutput(surroundings(), json());
    // First: what comes between the two is seen twice, rather than not at all.
    TrailFollower follower = follow ? reader.follow() : null;
    List<TrailRecord> last = count == 0 ? List.of() : reader.last(count);
    last.forEach(output::add);
    output.flush();
    if (follow) {
      follow(follower, last, output);
    }
    tellSkipped(reader);
    return ExitCode.OK;
  }

  private static void follow(TrailFollower follower, List<TrailRecord> seen, RecordOutput output)
      throws IOException {
    Set<String> lines = new HashSet<>();
    seen.forEach(record -> lines.add(record.text()));
    while (!Thread.interrupted()) {
      for (TrailRecord record : follower.poll()) {
        if (!lines.contains(record.text())) {
          output.add(record);
        }
      }
      output.flush();
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
