// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

import java.io.PrintWriter;
import java.util.ServiceConfigurationError;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.console.OutputClosed;
import org.turnlock.cli.console.Surroundings;
import org.turnlock.cli.console.Text;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** The {@code turnlock} command. */
public final class Main {
  private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

  /** What Java makes of a byte of an argument that it cannot read: two names may become one. */
  private static final char UNREADABLE = '\uFFFD';

  private Main() {}

  /** Runs one command and leaves with its exit code. */
  public static void main(String[] arguments) {
    if (System.getProperty(LOG_FORMAT) == null) {
      System.setProperty(LOG_FORMAT, "turnlock: %5$s%n");
    }
    Surroundings surroundings = Surroundings.ofThisProcess();
    // One home for all: the usual token's, and what ~ stands for in a configuration.
    System.setProperty("user.home", surroundings.userHome().toString());
    System.exit(run(surroundings, arguments));
  }

  /** Runs one command and answers its exit code. */
  static int run(Surroundings surroundings, String... arguments) {
    CommandLine commands = new CommandLine(new TurnlockCommand(surroundings));
    commands.setOut(surroundings.out());
    commands.setErr(surroundings.err());
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setExpandAtFiles(false); // a file may be called @something
    commands.setColorScheme(
        CommandLine.Help.defaultColorScheme(surroundings.display().colour() ? Ansi.ON : Ansi.OFF));
    commands.setParameterExceptionHandler(new WrongUse());
    commands.setExecutionExceptionHandler(
        (failure, commandLine, parsed) -> {
          CommandSpec top = commandLine.getCommandSpec().root();
          ((TurnlockCommand) top.userObject()).report(failure);
          return Failure.codeOf(failure).code();
        });
    int code = checked(surroundings, commands, arguments);
    return code == ExitCode.OK.code() && cut(surroundings.out())
        ? closedOutput(surroundings)
        : code;
  }

  private static int checked(Surroundings surroundings, CommandLine commands, String... arguments) {
    for (String argument : arguments) {
      if (argument.indexOf(UNREADABLE) >= 0) {
        surroundings
            .err()
            .println(
                Text.safe(
                    "turnlock: '"
                        + argument
                        + "' holds what is no text in this locale, whose encoding is "
                        + System.getProperty("sun.jnu.encoding")
                        + ": LC_ALL=C.UTF-8 helps, unless a file's name needs another one"));
        return ExitCode.USAGE.code();
      }
    }
    try {
      return commands.execute(arguments);
    } catch (StackOverflowError | OutOfMemoryError | LinkageError | ServiceConfigurationError e) {
      ((TurnlockCommand) commands.getCommandSpec().userObject()).report(e);
      return ExitCode.FAILED.code();
    }
  }

  /** Help and version, too, may go to a reader that has left. */
  private static boolean cut(PrintWriter out) {
    return out.checkError();
  }

  private static int closedOutput(Surroundings surroundings) {
    surroundings.err().println("turnlock: " + OutputClosed.MESSAGE);
    return ExitCode.FAILED.code();
  }
}
