// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.console;

/** Ends a command; the message is all that the user needs to see. */
public class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Failure(String message) {
    super(message);
  }

  public Failure(String message, Throwable cause) {
    super(message, cause);
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
    String text = message == null || message.isBlank() ? telling.toString() : message;
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
