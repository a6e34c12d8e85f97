// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.console.Surroundings;
import org.turnlock.cli.doctor.SelfTest;
import org.turnlock.cli.doctor.Surveys;
import org.turnlock.cli.token.AuditText;
import org.turnlock.cli.token.ConfigurationChoice;
import org.turnlock.cli.token.OpenedToken;
import org.turnlock.cli.token.PinPrompt;
import org.turnlock.config.TokenLocation;
import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.provider.ModuleReport;
import org.turnlock.provider.ServiceStatus;
import org.turnlock.provider.SlotReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code turnlock doctor}: what is right and what is wrong with a configuration, in a page. */
@Command(
    name = "doctor",
    description =
        "Say what is right and what is wrong with a configuration: library, slots, token, services,"
            + " a trial of each service with its time and its calls to the token, and warnings. The"
            + " trials use session keys of their own; nothing is left in the token.",
    footer =
        "Exit codes: 0 all well, perhaps with warnings; 1 something is wrong; 2 wrong usage; 3 the"
            + " services could not be tried for want of a PIN.")
final class DoctorCommand implements Callable<Integer> {
  @ParentCommand private TurnlockCommand turnlock;

  @Parameters(
      arity = "0..1",
      paramLabel = "CONFIG",
      description = "The configuration to look at; without it, the one that --config names.")
  private String config;

  @Option(
      names = "--all",
      description = "Show every trial and every missing service, not the usual ones only.")
  private boolean all;

  @Option(names = "--no-trials", description = "Do not try the services; needs no PIN.")
  private boolean noTrials;

  private DoctorPage page;

  @Override
  public Integer call() {
    Surroundings surroundings = turnlock.surroundings();
    TurnlockConfiguration configuration =
        new ConfigurationChoice(
                Optional.ofNullable(config).or(turnlock::configOption),
                surroundings.variables(),
                surroundings.userHome())
            .configuration()
            .keepingNothing()
            .traced();
    page = new DoctorPage(surroundings.out(), surroundings.display());
    page.print("Configuration: " + configuration.source());
    page.warnings(configuration.warnings());
    page.warnings(Surveys.providerList());
    page.print(
        "Audit: "
            + AuditText.of(configuration.audit())
                .orElse("off, nobody is told of the uses of keys (auditTrail, auditSinks)"));
    boolean complete = library(configuration) && token(configuration, surroundings);
    page.printWarnings();
    if (page.failed()) {
      return ExitCode.FAILED.code();
    }
    return complete ? ExitCode.OK.code() : ExitCode.INCOMPLETE.code();
  }

  /** Whether there is a token to go on with. */
  private boolean library(TurnlockConfiguration configuration) {
    page.heading("Library and slots");
    if (configuration.token() instanceof TokenLocation.Software software) {
      page.right("software token " + software.file());
      return true;
    }
    try {
      ModuleReport module = ModuleReport.of(configuration).orElseThrow();
      page.right(
          module.library()
              + ": "
              + String.join(" ", module.manufacturer(), module.description()).strip()
              + " "
              + module.libraryVersion()
              + ", PKCS#11 "
              + module.functionsVersion());
      module.slots().forEach(slot -> slot(slot, module.chosen()));
      module.chosen().ifPresent(slot -> page.warnings(Surveys.slot(slot, configuration)));
      if (module.chosen().isEmpty()) {
        page.wrong(module.refusal());
      }
      return module.chosen().isPresent();
    } catch (RuntimeException e) {
      page.wrong(Failure.line(e));
      return false;
    }
  }

  private void slot(SlotReport slot, Optional<SlotReport> chosen) {
    String token =
        slot.token()
            .map(
                it ->
                    slot.initialised()
                        ? "token '" + it.label() + "', serial " + it.serial()
                        : "a token that is not initialised")
            .orElse("empty");
    boolean meant = chosen.map(SlotReport::id).filter(id -> id == slot.id()).isPresent();
    String line = "slot " + slot.id() + ": " + token;
    if (meant) {
      page.right(line + ", the one that the configuration means");
    } else {
      page.note(line);
    }
  }

  private boolean token(TurnlockConfiguration configuration, Surroundings surroundings) {
    try (PinPrompt pins = new PinPrompt(surroundings.secrets(), configuration);
        OpenedToken token = OpenedToken.open(configuration, pins)) {
      List<ServiceStatus> services = token.provider().serviceReport();
      DoctorServices report = new DoctorServices(page, all);
      report.services(services, token.provider().mechanismCount());
      return noTrials || trials(token, services, report);
    } catch (RuntimeException e) {
      page.wrong(Failure.line(e));
      return false;
    }
  }

  private static String entries(int count) {
    return count == 1 ? "1 entry" : count + " entries";
  }

  private boolean trials(OpenedToken token, List<ServiceStatus> services, DoctorServices report) {
    page.heading("Login");
    try {
      KeyStore keyStore = token.keyStore();
      page.right("token " + token.name() + ", " + entries(keyStore.size()));
      page.warnings(Surveys.holdings(keyStore));
    } catch (Failure noPin) {
      page.note(Failure.line(noPin));
      return false;
    } catch (Exception e) {
      page.wrong(Failure.line(e));
      return false;
    }
    report.trials(services, new SelfTest(token.provider(), token::calls));
    return true;
  }
}
