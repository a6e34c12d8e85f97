// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

import java.util.Optional;
import org.turnlock.cli.audit.AuditCommand;
import org.turnlock.cli.bench.BenchCommand;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.console.Surroundings;
import org.turnlock.cli.crypt.DecryptCommand;
import org.turnlock.cli.crypt.EncryptCommand;
import org.turnlock.cli.crypt.ReencryptCommand;
import org.turnlock.cli.crypt.SignCommand;
import org.turnlock.cli.crypt.VerifyCommand;
import org.turnlock.cli.demo.DemoCommand;
import org.turnlock.cli.key.KeyCommand;
import org.turnlock.cli.policy.PolicyCommand;
import org.turnlock.cli.token.CommandContext;
import org.turnlock.cli.token.ConfigurationChoice;
import org.turnlock.config.TurnlockConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What all commands have in common: which token they use, and how they fail. */
@Command(
    name = "turnlock",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    description = "Uses keys that stay in a PKCS#11 token, or in a software token, from Java.",
    footerHeading = "%n",
    footer = {
      "The token is the one that --config names, else the environment variable",
      "TURNLOCK_CONFIG, else ~/.turnlock/turnlock.cfg; without any of them the",
      "software token in ~/.turnlock/token.tlk.",
      "",
      "Exit codes: 0 well done; 1 failed; 2 wrong usage; 3 a step was left out;",
      "4 not authentic: changed, or of another key; 5 no such key, or no such",
      "version; 6 refused: the state or the policy of the key forbids it; 7",
      "conflict: somebody was faster, or the alias is taken."
    },
    subcommands = {
      DemoCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      ServicesCommand.class,
      KeyCommand.class,
      PolicyCommand.class,
      AuditCommand.class,
      EncryptCommand.class,
      DecryptCommand.class,
      ReencryptCommand.class,
      SignCommand.class,
      VerifyCommand.class
    })
final class TurnlockCommand implements Runnable, CommandContext {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The configuration that names the token.")
  private String config;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Show where in the program a failure came from.")
  private boolean stackTrace;

  TurnlockCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Without a subcommand there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  @Override
  public Surroundings surroundings() {
    return surroundings;
  }

  /** The configuration to use. */
  @Override
  public TurnlockConfiguration configuration() {
    return new ConfigurationChoice(
            configOption(), surroundings.variables(), surroundings.userHome())
        .configuration();
  }

  /** What {@code --config} says. */
  @Override
  public Optional<String> configOption() {
    return Optional.ofNullable(config);
  }

  /** Tells the user why a command failed. */
  void report(Throwable failure) {
    surroundings.out().flush();
    surroundings.err().println("turnlock: " + Failure.line(failure));
    if (stackTrace) {
      failure.printStackTrace(surroundings.err());
    }
  }
}
