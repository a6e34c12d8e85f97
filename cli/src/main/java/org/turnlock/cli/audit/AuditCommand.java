// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.audit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code turnlock audit ...}: what an audit trail says, and whether to believe it. */
@Command(
    name = "audit",
    description = {
      "Read and check an audit trail: what auditTrail in the configuration has programs write.",
      "Needs neither token nor PIN, unless verify is told to ask the token.",
      "",
      "Examples:",
      "  turnlock audit verify --trail /var/log/turnlock",
      "  turnlock audit search --alias payments --outcome refused --since 7d"
    },
    subcommands = {
      AuditVerifyCommand.class,
      AuditTailCommand.class,
      AuditSearchCommand.class,
      AuditStatsCommand.class
    })
public final class AuditCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
