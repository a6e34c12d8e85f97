// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code turnlock key ...}: the keys in a token. */
@Command(
    name = "key",
    description = "Look at the keys in the token.",
    subcommands = KeyListCommand.class)
final class KeyCommand implements Runnable {
  @ParentCommand private TurnlockCommand turnlock;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  TurnlockCommand turnlock() {
    return turnlock;
  }
}
