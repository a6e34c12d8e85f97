// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.console.Json;
import org.turnlock.cli.console.ProgressBar;
import org.turnlock.cli.console.Text;
import org.turnlock.cli.file.Input;
import org.turnlock.cli.file.IoText;
import org.turnlock.cli.file.Output;
import org.turnlock.cli.file.Outputs;
import org.turnlock.cli.file.Readers;
import org.turnlock.cli.token.TokenCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What encrypting and decrypting a file have in common. */
abstract class SealingCommand extends TokenCommand {
  static final String SUFFIX = ".sealed";
  private static final String ALGORITHM = "TurnlockSealed";

  @Option(
      names = {"-k", "--key"},
      paramLabel = "ALIAS",
      required = true,
      description = "The managed AES key.")
  private String key;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "The file, which is only read; - for standard input.")
  private Path file;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description =
          "Where to; - for standard output. It appears under this name only when all of it is there"
              + " and good, and only its owner can read it.")
  private Path out;

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  @Mixin private ContextOptions context;

  /** ENCRYPT_MODE or DECRYPT_MODE. */
  abstract int mode();

  /** Where to if nothing is said. */
  abstract Path usualOutput(Path input);

  @Override
  protected void check() {
    String fault = context.fault();
    if (fault != null) {
      throw wrong(fault);
    }
    target();
  }

  private Path target() {
    if (out != null) {
      return out;
    }
    return Outputs.isStandard(file) ? file : usualOutput(file);
  }

  @Override
  protected ExitCode run() throws Exception {
    KeyOfCommand found = KeyOfCommand.find(keys(), key);
    Cipher cipher = Cipher.getInstance(ALGORITHM, token().provider());
    cipher.init(mode(), found.key());
    cipher.updateAAD(context.aad());
    Path target = target();
    SealedHead head = new SealedHead();
    SealedPass pass;
    try (Input input = Input.open(file, surroundings());
        ProgressBar progress =
            new ProgressBar(
                surroundings().progress() ? surroundings().err() : null,
                input.name(),
                input.size(),
                System::nanoTime)) {
      pass = new SealedPass(cipher, progress);
      pass(pass, input, target, head);
    }
    tell(found, target, pass, head);
    return ExitCode.OK;
  }

  private void pass(SealedPass pass, Input input, Path target, SealedHead head)
      throws GeneralSecurityException, IOException {
    boolean sealing = mode() == Cipher.ENCRYPT_MODE;
    try (Output output = Outputs.open(target, force, Readers.OWNER, surroundings())) {
      pass.run(
          sealing ? input.stream() : head.passing(input.stream()),
          sealing ? head.passing(output.stream()) : output.stream());
      output.complete();
    } catch (AEADBadTagException e) {
      throw new Failure(ExitCode.NOT_AUTHENTIC, refusal(input, target, pass, e), e);
    } catch (IOException e) {
      throw new Failure(
          input.name()
              + " -> "
              + target
              + ": "
              + IoText.of(e)
              + (Outputs.takesAsItComes(target)
                  ? "; what came out before is not all of it: do not use it"
                  : "; nothing is left of it"),
          e);
    }
  }

  private String refusal(Input input, Path target, SealedPass pass, AEADBadTagException e) {
    String given =
        Outputs.takesAsItComes(target) && pass.written() > 0
            ? "; the "
                + number(pass.written())
                + " bytes given out so far are good, the rest is"
                + " missing: do not use them as a whole"
            : "";
    return input.name() + ": " + SealedHead.refusal(e) + given;
  }

  private void tell(KeyOfCommand found, Path target, SealedPass pass, SealedHead head) {
    if (json()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("key", found.alias());
      fields.put("version", head.version());
      fields.put("input", file);
      fields.put("output", target);
      fields.put("bytesIn", pass.read());
      fields.put("bytesOut", pass.written());
      Json.print(Outputs.isStandard(target) ? surroundings().err() : surroundings().out(), fields);
    } else if (!Outputs.isStandard(target)) {
      say(
          null,
          Text.safe(
              file
                  + " -> "
                  + target
                  + ", "
                  + number(pass.written())
                  + " bytes, "
                  + found.alias()
                  + "@"
                  + head.version()));
    }
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** The command line is wrong: there is no name for the output. */
  final RuntimeException noName() {
    return wrong("Missing --out FILE: " + file + " does not end in " + SUFFIX);
  }
}
