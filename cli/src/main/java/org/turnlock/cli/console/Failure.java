// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.console;

/** Ends a command; the message is all that the user needs to see. */
public class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  public Failure(String message) {
    this(ExitCode.FAILED, message, null);
  }

  public Failure(String message, Throwable cause) {
    this(ExitCode.FAILED, message, cause);
  }

  public Failure(ExitCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** What the shell is told. */
  public ExitCode code() {
    return code;
  }

  /** What the shell is told of any failure. */
  public static ExitCode codeOf(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof Failure failure) {
        return failure.code();
      }
    }
    return ExitCode.FAILED;
  }

  /** One line that says what went wrong: the innermost words of ours, else the outermost of all. */
  public static String line(Throwable thrown) {
    Throwable telling = thrown;
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof Failure) {
        telling = at;
        break;
      }
    }
    String message = telling.getMessage();
    boolean alone = message == null || message.isBlank() || telling instanceof Error;
    String text = alone ? telling.toString() : message;
    return Text.safe(text.strip().replaceAll("\\s*\\R\\s*", " "));
  }
}
