// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.Callable;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.console.Interruption;
import org.turnlock.cli.console.Shell;
import org.turnlock.cli.token.CommandContext;
import org.turnlock.cli.token.OpenedToken;
import org.turnlock.cli.token.PinPrompt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code turnlock demo}: the whole of it, end to end, on a real file. */
@Command(
    name = "demo",
    description = {
      "Make keys in a token, encrypt, decrypt and sign a file with them, and let openssl check the"
          + " signatures.",
      "Runs on a software token that is made for it, unless --softhsm or --config says otherwise."
    })
public final class DemoCommand implements Callable<Integer> {
  @ParentCommand private CommandContext turnlock;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The file to use; it is only read. Without one, a report is made up.")
  private Path input;

  @Option(names = "--softhsm", description = "Run on a SoftHSM token that is made for it.")
  private boolean softHsm;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Leave the token, its PIN and all files in this directory.")
  private Path keep;

  @Override
  public Integer call() throws Exception {
    boolean users = turnlock.configOption().isPresent();
    if (users && (softHsm || keep != null)) {
      throw new ParameterException(
          spec.commandLine(),
          (softHsm ? "--softhsm" : "--keep") + " is for a token of the demo's own, not --config's");
    }
    DemoFile given = input == null ? null : DemoFile.given(input, Path.of(""));
    Report report = new Report(turnlock.surroundings().out(), turnlock.surroundings().display());
    try (Interruption interruption = new Interruption("removing what was made")) {
      Steps steps = new Steps(report, interruption);
      try (DemoDirectory directory =
          keep == null ? DemoDirectory.throwAway() : DemoDirectory.kept(keep)) {
        boolean complete = show(directory, given, token(directory, users), report, steps);
        return complete ? ExitCode.OK.code() : ExitCode.INCOMPLETE.code();
      } catch (IOException | GeneralSecurityException | RuntimeException e) {
        throw steps.failed(e);
      }
    }
  }

  private boolean show(
      DemoDirectory directory, DemoFile given, DemoToken token, Report report, Steps steps)
      throws GeneralSecurityException, IOException {
    DemoFile file =
        given == null
            ? DemoFile.generated(directory.path())
            : new DemoFile(given.path(), directory.path());
    report.text("Turnlock demo on " + token.kind());
    report.text("");
    boolean complete = run(token, file, steps);
    report.text("");
    ending(report, directory, token);
    return complete;
  }

  private DemoToken token(DemoDirectory directory, boolean users) throws IOException {
    if (users) {
      return DemoToken.configured(turnlock.configuration());
    }
    return softHsm ? DemoToken.softHsm(directory, script()) : DemoToken.software(directory);
  }

  private Path script() {
    return turnlock
        .surroundings()
        .turnlockHome()
        .map(home -> home.resolve("softhsm-config").resolve("provision.sh"))
        .filter(Files::exists)
        .orElseThrow(
            () ->
                new Failure(
                    "--softhsm needs softhsm-config/provision.sh: use the launcher ./turnlock in"
                        + " the source tree"));
  }

  private boolean run(DemoToken demoToken, DemoFile file, Steps steps)
      throws GeneralSecurityException, IOException {
    try (PinPrompt pins =
            new PinPrompt(turnlock.surroundings().secrets(), demoToken.configuration());
        OpenedToken first = OpenedToken.open(demoToken.configuration(), pins)) {
      Steps.Step step = steps.begin("open", first);
      KeyStore keyStore = first.keyStore();
      step.done("token " + first.name(), "");
      DemoKeys keys = DemoKeys.names(keyStore, !demoToken.users());
      try {
        keys.create(first, keyStore, steps);
        return useFreshlyOpened(demoToken, pins, keys, file, steps);
      } finally {
        if (demoToken.users()) {
          keys.remove(keyStore);
        }
      }
    }
  }

  /** As another program would: nothing but the configuration and the aliases are known. */
  private boolean useFreshlyOpened(
      DemoToken demoToken, PinPrompt pins, DemoKeys keys, DemoFile file, Steps steps)
      throws GeneralSecurityException, IOException {
    Steps.Step step = steps.begin("reopen");
    try (OpenedToken token = OpenedToken.open(demoToken.configuration(), pins)) {
      KeyStore keyStore = token.keyStore();
      keys.requirePresent(keyStore);
      step.done("all three are there; none can be read out", "");
      Demo demo = new Demo(token, keyStore, keys, file, steps);
      demo.encryption();
      for (SignatureKind kind : SignatureKind.values()) {
        demo.sign(kind);
      }
      demo.export();
      return demo.independentCheck(OpenSsl.find(turnlock.surroundings().variables()));
    }
  }

  private static void ending(Report report, DemoDirectory directory, DemoToken token) {
    if (token.onModule()) {
      report.text("Calls to the token: those to its PKCS#11 module, but for opening sessions.");
    }
    if (directory.kept()) {
      report.text("The token, its PIN and all files are in " + directory.path() + ". Its keys:");
      report.text(
          "  "
              + token.prefix()
              + "./turnlock key list --config "
              + Shell.word(directory.file("turnlock.cfg")));
    } else {
      report.text(
          token.users()
              ? "The keys and all files are removed again."
              : "Token and files are gone again; --keep DIR leaves them.");
    }
    report.text("Read on: README.md, and docs/examples/PlainJca.java for the same in plain JCA.");
  }
}
