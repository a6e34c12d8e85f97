// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.audit;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.turnlock.audit.trail.TrailReader;
import org.turnlock.audit.trail.TrailSettings;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.console.OutputClosed;
import org.turnlock.cli.console.Surroundings;
import org.turnlock.cli.file.IoText;
import org.turnlock.cli.token.CommandContext;
import org.turnlock.config.TurnlockConfiguration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command on the files of an audit trail, for which no token is opened. */
abstract class TrailCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--trail",
      paramLabel = "DIR",
      description = "The trail's directory, or one lane of it; otherwise the configured one.")
  private Path trail;

  @Option(names = "--json", description = "Print the result as JSON, for programs.")
  private boolean json;

  @Override
  public final Integer call() throws Exception {
    check();
    try {
      return run(trail == null ? configured() : trail).code();
    } catch (IOException e) {
      throw unreadable(e);
    } catch (DirectoryIteratorException e) {
      throw unreadable(e.getCause());
    }
  }

  /** Whether the command line makes sense. */
  void check() {}

  /** Does the work. */
  abstract ExitCode run(Path directory) throws Exception;

  private Path configured() {
    TurnlockConfiguration configuration = context().configuration();
    return configuration
        .audit()
        .trail()
        .map(TrailSettings::directory)
        .orElseThrow(
            () ->
                new Failure(
                    "which trail? "
                        + (configuration.source().equals(TurnlockConfiguration.defaults().source())
                            ? "there is no configuration"
                            : configuration.source() + " has no auditTrail")
                        + "; --trail DIR names one"));
  }

  private static Failure unreadable(IOException e) {
    if (e instanceof FileSystemException file && file.getFile() != null) {
      String why = file.getReason() == null ? IoText.of(e) : file.getReason();
      return new Failure(file.getFile() + ": " + why, e);
    }
    return new Failure(IoText.of(e), e);
  }

  /**
   * Fails where there are no records, as nothing can be said of them then.
   *
   * @return a reader of the trail
   */
  final TrailReader reader(Path directory) throws IOException {
    TrailReader reader = new TrailReader(directory);
    if (reader.lanes().isEmpty()) {
      throw empty(directory);
    }
    return reader;
  }

  /** There is a directory, and nothing in it. */
  static Failure empty(Path directory) {
    return new Failure(directory + ": no audit trail: there is no lane-1 and no other lane in it");
  }

  /** Says what was left out, as it is nothing of a trail. */
  final void tellSkipped(TrailReader reader) throws IOException {
    for (Path file : reader.notFiles()) {
      surroundings()
          .err()
          .println("turnlock: " + file + ": this is no file; see: turnlock audit verify");
    }
    if (reader.skipped() > 0) {
      surroundings()
          .err()
          .println(
              "turnlock: lines that are no records: "
                  + reader.skipped()
                  + "; see: turnlock audit verify");
    }
  }

  final CommandContext context() {
    return (CommandContext) spec.root().userObject();
  }

  final Surroundings surroundings() {
    return context().surroundings();
  }

  /** Whether programs are to read the result. */
  final boolean json() {
    return json;
  }

  /** Fails if nobody reads what was printed. */
  final void requireHeard() {
    if (surroundings().out().checkError()) {
      throw new OutputClosed();
    }
  }

  /** The command line is wrong. */
  final ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
