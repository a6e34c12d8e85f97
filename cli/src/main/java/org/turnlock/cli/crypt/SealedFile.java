// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.console.ProgressBar;
import org.turnlock.cli.console.Surroundings;
import org.turnlock.cli.file.Input;
import org.turnlock.cli.file.IoText;
import org.turnlock.cli.file.Output;
import org.turnlock.cli.file.Outputs;
import org.turnlock.cli.file.Readers;

/**
 * A sealed file that is to be encrypted anew.
 *
 * @param file {@code -} for standard input
 */
record SealedFile(Path file, Place place, Surroundings surroundings) {
  /**
   * Where the new file goes.
   *
   * @param out null to replace the old one
   * @param force whether a file of that name may be there
   */
  record Place(Path out, boolean force) {
    static final Place SAME = new Place(null, false);
  }

  /** Where the new file is. */
  Path target() {
    return place.out() == null ? file : place.out();
  }

  /**
   * Encrypts it anew; empty if it is as it should be already, and stays.
   *
   * @param number of how many files this is, for people
   */
  Optional<Reencryption.Done> reencrypt(Reencryption reencryption, String number)
      throws GeneralSecurityException {
    try {
      if (staysWhereItIs() && looksDone(reencryption) && isDone(reencryption)) {
        return Optional.empty();
      }
      return Optional.of(anew(reencryption, number));
    } catch (AEADBadTagException e) {
      if (staysWhereItIs() && isDone(reencryption)) {
        return Optional.empty();
      }
      throw new Failure(ExitCode.NOT_AUTHENTIC, name() + ": " + SealedHead.refusal(e), e);
    }
  }

  private String name() {
    return Outputs.isStandard(file) ? "standard input" : file.toString();
  }

  private boolean staysWhereItIs() {
    return place.out() == null && !Outputs.isStandard(file);
  }

  private boolean looksDone(Reencryption reencryption) throws GeneralSecurityException {
    try (Input input = Input.open(file, surroundings)) {
      return reencryption.looksDone(input.stream());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private boolean isDone(Reencryption reencryption) throws GeneralSecurityException {
    try (Input input = Input.open(file, surroundings)) {
      return reencryption.isDone(input.stream());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private Failure unreadable(IOException e) {
    return new Failure(name() + ": cannot be read: " + IoText.of(e), e);
  }

  private Reencryption.Done anew(Reencryption reencryption, String number)
      throws GeneralSecurityException {
    try (Input input = Input.open(file, surroundings);
        ProgressBar progress =
            new ProgressBar(
                surroundings.progress() ? surroundings.err() : null,
                number + input.name(),
                input.size(),
                System::nanoTime);
        Output output = output()) {
      Reencryption.Done done = reencryption.run(input.stream(), output.stream(), progress);
      output.complete();
      return done;
    } catch (IOException e) {
      throw new Failure(name() + " -> " + target() + ": " + IoText.of(e), e);
    }
  }

  private Output output() throws IOException {
    if (!staysWhereItIs()) {
      return Outputs.open(target(), place.force(), Readers.OWNER, surroundings);
    }
    if (!Files.isRegularFile(file)) {
      throw new Failure(file + " is not a file that could be replaced: --out says where to");
    }
    // What a symbolic link stands for is replaced, not the link.
    return Outputs.open(file.toRealPath(), true, Readers.AS_BEFORE, surroundings);
  }
}
