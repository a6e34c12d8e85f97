// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

/** What the command tells the shell. */
final class ExitCode {
  /** All is well. */
  static final int OK = 0;

  /** Something did not work; one line on standard error says what. */
  static final int FAILED = 1;

  /** The command line is wrong. picocli's own number for it. */
  static final int USAGE = 2;

  /** All that could be done is well, but a step had to be left out. */
  static final int INCOMPLETE = 3;

  private ExitCode() {}
}
