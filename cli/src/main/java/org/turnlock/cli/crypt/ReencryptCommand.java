// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.file.Outputs;
import org.turnlock.cli.token.TokenCommand;
import org.turnlock.keys.KeyNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code turnlock reencrypt}. */
@Command(
    name = "reencrypt",
    description = {
      "Bring sealed files under the current version of their key, or under another key: before an"
          + " old version is destroyed, or when a key may have leaked. Each file is replaced when"
          + " all of the new one is there; its plaintext is never written anywhere. What is under"
          + " the current version already is left alone, so the command can be given again.",
      "A file that fails does not keep the others from being done; the exit code is the first"
          + " failure's.",
      "",
      "Examples:",
      "  turnlock reencrypt --key payments *.sealed",
      "  turnlock reencrypt --key old --to new report.pdf.sealed --context customer=4711"
    })
public final class ReencryptCommand extends TokenCommand {
  @Option(
      names = {"-k", "--key"},
      paramLabel = "ALIAS",
      required = true,
      description = "The key of the files.")
  private String key;

  @Option(names = "--to", paramLabel = "ALIAS", description = "Another key for them.")
  private String other;

  @Parameters(
      index = "0..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "The sealed files; - for standard input.")
  private List<Path> files;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Where to, of a single file, which is only read then; - for standard output.")
  private Path out;

  @Option(names = "--force", description = "Replace a file that is there under the name of --out.")
  private boolean force;

  @Mixin private ContextOptions context;

  @Option(
      names = "--to-context",
      paramLabel = "NAME=VALUE",
      description = "Another context from now on, in place of the one before. Can be repeated.")
  private List<String> newContext = new ArrayList<>();

  @Override
  protected void check() {
    for (String fault :
        new String[] {context.fault(), ContextOptions.fault("--to-context", newContext)}) {
      if (fault != null) {
        throw wrong(fault);
      }
    }
    boolean standard = files.stream().anyMatch(Outputs::isStandard);
    if (files.size() > 1 && (out != null || standard)) {
      throw wrong("--out and standard input are for a single file");
    }
    if (force && out == null) {
      throw wrong("--force is for --out: without it each file is replaced");
    }
    if (other != null && KeyNames.parse(other).isPresent()) {
      throw wrong("--to names a key, whose current version it is: not " + other);
    }
  }

  @Override
  protected ExitCode run() throws Exception {
    String from = KeyOfCommand.alias(key);
    String to = other == null ? from : other;
    byte[] aad = context.aad();
    Reencryption reencryption =
        new Reencryption(
            token().provider(),
            keys(),
            new Reencryption.Side(key, aad),
            new Reencryption.Side(to, newContext.isEmpty() ? aad : ContextOptions.aad(newContext)));
    reencryption.requireUsable();
    SealedFile.Place place = out == null ? SealedFile.Place.SAME : new SealedFile.Place(out, force);
    ReencryptReport report = new ReencryptReport(from, to, surroundings(), json());
    for (int i = 0; i < files.size(); i++) {
      String number = files.size() == 1 ? "" : (i + 1) + "/" + files.size() + " ";
      one(new SealedFile(files.get(i), place, surroundings()), reencryption, number, report);
    }
    report.end();
    requireHeard();
    return report.code();
  }

  /** A file that fails does not end the command. */
  private void one(
      SealedFile file, Reencryption reencryption, String number, ReencryptReport report) {
    try {
      Optional<Reencryption.Done> done = file.reencrypt(reencryption, number);
      done.ifPresentOrElse(it -> report.done(file, it), () -> report.already(file));
    } catch (Exception e) {
      report.failed(file, explained(e));
    }
  }
}
