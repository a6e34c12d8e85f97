// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

/** Nobody reads what the command writes. */
final class OutputClosed extends Failure {
  private static final long serialVersionUID = 1L;
  static final String MESSAGE = "cannot write to standard output";

  OutputClosed() {
    super(MESSAGE);
  }
}
