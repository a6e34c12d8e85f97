// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.console;

/** What the command tells the shell. */
public final class ExitCode {
  /** All is well. */
  public static final int OK = 0;

  /** Something did not work; one line on standard error says what. */
  public static final int FAILED = 1;

  /** The command line is wrong. picocli's own number for it. */
  public static final int USAGE = 2;

  /** All that could be done is well, but a step had to be left out. */
  public static final int INCOMPLETE = 3;

  private ExitCode() {}
}
