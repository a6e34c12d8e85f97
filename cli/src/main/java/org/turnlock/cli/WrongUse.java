// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

import java.io.PrintWriter;
import java.util.regex.Pattern;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Text;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what is wrong with a command's arguments, in the way of all refusals, and how it is used.
 * Who names no command is shown those that there are.
 */
final class WrongUse implements IParameterExceptionHandler {
  private static final Pattern JAVA_TYPE = Pattern.compile("' is not an? (int|long|double)$");

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("turnlock: " + Text.safe(message(wrong)));
    if (!command.getSubcommands().isEmpty() && !(wrong instanceof UnmatchedArgumentException)) {
      command.usage(err, command.getColorScheme());
      return ExitCode.USAGE.code();
    }
    if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
      Help help = command.getHelp();
      err.print(help.synopsisHeading() + help.synopsis(help.synopsisHeadingLength()));
    }
    err.println("see: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE.code();
  }

  /** Without what follows an unknown option, which may be its value, and without Java's types. */
  private static String message(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
      return "unknown option '" + unmatched.getUnmatched().get(0) + "'";
    }
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      boolean command = !wrong.getCommandLine().getSubcommands().isEmpty();
      return (command ? "no command '" : "unexpected argument '")
          + unmatched.getUnmatched().get(0)
          + "'";
    }
    return JAVA_TYPE.matcher(wrong.getMessage()).replaceFirst("' is not a number");
  }
}
