// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import org.turnlock.cli.token.CommandContext;
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
public final class KeyCommand implements Runnable {
  @ParentCommand private CommandContext turnlock;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  CommandContext turnlock() {
    return turnlock;
  }
}
