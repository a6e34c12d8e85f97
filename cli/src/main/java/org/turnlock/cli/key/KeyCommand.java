// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code turnlock key ...}: the keys in a token, and the life of the managed ones. */
@Command(
    name = "key",
    description = {
      "Look at the keys in the token, and manage them.",
      "A managed key is an alias with versions. The current one does the new work; older ones still"
          + " decrypt and verify. Rotating makes a new version.",
      "",
      "A life in commands:",
      "  turnlock key create payments --rotate-every 90d",
      "  turnlock encrypt --key payments report.pdf",
      "  turnlock key rotate payments",
      "  turnlock decrypt --key payments report.pdf.sealed",
      "  turnlock key list"
    },
    subcommands = {
      KeyListCommand.class,
      KeyDescribeCommand.class,
      KeyCreateCommand.class,
      KeyRotateCommand.class,
      KeyImportCommand.class,
      KeyAdoptCommand.class,
      KeyPeriodCommand.class,
      KeyLimitsCommand.class,
      KeyTagCommand.class,
      KeyDescriptionCommand.class,
      KeyExportPublicCommand.class,
      KeyPrepareCommand.class,
      KeyCsrCommand.class,
      KeyActivateCommand.class,
      KeyCertificateCommand.class,
      KeyDisableCommand.class,
      KeyEnableCommand.class,
      KeyDisableVersionCommand.class,
      KeyEnableVersionCommand.class,
      KeyFloorCommand.class,
      KeyDestroyVersionCommand.class,
      KeyDeleteCommand.class,
      KeyCancelDeletionCommand.class
    })
public final class KeyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
