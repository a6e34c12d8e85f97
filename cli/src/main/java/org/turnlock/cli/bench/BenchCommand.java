// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Interruption;
import org.turnlock.cli.console.Surroundings;
import org.turnlock.cli.token.CommandContext;
import org.turnlock.cli.token.ConfigurationChoice;
import org.turnlock.cli.token.OpenedToken;
import org.turnlock.cli.token.PinPrompt;
import org.turnlock.config.TokenLocation;
import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.provider.ModuleReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code turnlock bench}. */
@Command(
    name = "bench",
    description = {
      "Measure a token in a minute: operations per second, how long one takes (median, and what 99"
          + " of 100 do not exceed), its calls to the token, and what more threads give. Beside it"
          + " the JDK's SunPKCS11 on the same token, the two in turns in one process, which share"
          + " the login; ratio is its median by Turnlock's. Keys are session"
          + " keys made for it, results are verified before they are timed, nothing stays in the"
          + " token, and no key that is there is touched.",
      "",
      "Examples:",
      "  turnlock bench /etc/turnlock.cfg",
      "  turnlock bench --threads 1,8,32 --operations aes-gcm-encrypt --json"
    },
    footer =
        "Exit codes: 0 all measured that the token offers; 1 something gave a wrong result, or"
            + " nothing could be measured; 2 wrong usage; 3 something failed, or is not offered and"
            + " was asked for.")
public final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "CONFIG",
      description = "The configuration of the token; without it, the one that --config names.")
  private String config;

  @Mixin private PlanOptions options;

  @Option(names = "--no-compare", description = "Do not measure SunPKCS11.")
  private boolean notCompared;

  @Option(names = "--json", description = "Print the result as JSON, for programs.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    TurnlockConfiguration configuration =
        new ConfigurationChoice(
                Optional.ofNullable(config).or(context()::configOption),
                surroundings().variables(),
                surroundings().userHome())
            .configuration()
            .keepingNothing();
    Plan plan = options.plan(spec.commandLine(), configuration.audit());
    try (Interruption interruption = new Interruption("ending the sessions")) {
      if (!ThrowAwayToken.isNeededBy(configuration)) {
        PinPrompt pins = new PinPrompt(surroundings().secrets(), configuration);
        return measure(configuration, pins, false, plan, interruption).code();
      }
      try (ThrowAwayToken token = new ThrowAwayToken()) {
        TurnlockConfiguration own = token.configuration();
        PinPrompt pins = new PinPrompt(Optional.of(token.pins()), own);
        return measure(own, pins, true, plan, interruption).code();
      }
    }
  }

  private CommandContext context() {
    return (CommandContext) spec.root().userObject();
  }

  private Surroundings surroundings() {
    return context().surroundings();
  }

  private ExitCode measure(
      TurnlockConfiguration configuration,
      PinPrompt asked,
      boolean throwAway,
      Plan plan,
      Interruption interruption)
      throws Exception {
    try (PinPrompt pins = asked;
        OpenedToken token = OpenedToken.open(configuration, pins)) {
      token.keyStore();
      SunPkcs11 sun =
          notCompared ? SunPkcs11.none("--no-compare says so") : SunPkcs11.of(configuration);
      List<Contender> contenders = new ArrayList<>();
      contenders.add(TurnlockServices.contender(token.provider()));
      sun.contender().ifPresent(contenders::add);
      BenchSetting setting =
          new BenchSetting(
              token.name(),
              configuration,
              ModuleReport.of(configuration),
              throwAway,
              sun.absence(),
              plan,
              Instant.now().truncatedTo(ChronoUnit.SECONDS),
              ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
      BenchRun run = new BenchRun(surroundings(), json, setting);
      run.begin();
      OptionalDouble roundTrip =
          configuration.token() instanceof TokenLocation.Pkcs11
              ? RoundTrip.of(token.provider(), plan.nanos(), interruption)
              : OptionalDouble.empty();
      new Bench(plan, contenders, run, interruption).run();
      return run.end(roundTrip, options.operationsSaid());
    }
  }
}
