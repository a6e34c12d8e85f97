// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import org.turnlock.cli.console.Failure;

/**
 * What was not measured.
 *
 * @param contender through which provider, by its name
 * @param subject what
 * @param kind how bad that is
 * @param reason why
 */
record LeftOut(String contender, Subject subject, Kind kind, String reason) {
  /** How bad it is. */
  enum Kind {
    /** The token does not have it, or not through this provider. */
    NOT_OFFERED,
    /** It has, and fails. */
    FAILED,
    /** It gives something else than it should. */
    WRONG
  }

  /** Because of a failure, whose innermost cause SunPKCS11 does not tell by itself. */
  static LeftOut of(String contender, Subject subject, Throwable failure) {
    Kind kind = failure instanceof Trial.WrongResult ? Kind.WRONG : Kind.FAILED;
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String line = Failure.line(failure);
    String cause = Failure.line(root);
    return new LeftOut(
        contender, subject, kind, line.contains(cause) ? line : line + " (" + cause + ")");
  }

  /** Whether it is the user's own token that does not do it; SunPKCS11 is a mere comparison. */
  boolean ofTurnlock() {
    return contender.equals(Contender.TURNLOCK);
  }
}
