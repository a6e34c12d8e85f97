// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.policy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code turnlock policy ...}: who may do what with a managed key. */
@Command(
    name = "policy",
    description = {
      "See and change who may do what with a managed key.",
      "A principal is app:NAME, a program whose configuration says application = NAME; os:USER, a"
          + " user of the operating system; subject:NAME, a principal of a JAAS Subject; or *,"
          + " which is everybody. A new key is for its creator alone.",
      "",
      "Let a program use a key that an operator has made:",
      "  turnlock policy allow payments app:shop encrypt decrypt describe",
      "  turnlock policy test payments app:shop rotate"
    },
    subcommands = {
      PolicyShowCommand.class,
      PolicyAllowCommand.class,
      PolicyDenyCommand.class,
      PolicyTestCommand.class
    })
public final class PolicyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
