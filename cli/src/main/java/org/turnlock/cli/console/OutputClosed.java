// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.console;

/** Nobody reads what the command writes. */
public final class OutputClosed extends Failure {
  private static final long serialVersionUID = 1L;
  public static final String MESSAGE = "cannot write to standard output";

  public OutputClosed() {
    super(MESSAGE);
  }
}
