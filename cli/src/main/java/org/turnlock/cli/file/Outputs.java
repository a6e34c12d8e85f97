// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.console.Surroundings;

/** Opens outputs. */
public final class Outputs {
  /** Standard input or output. */
  public static final String STANDARD = "-";

  private Outputs() {}

  /** Whether a name stands for standard input or output. */
  public static boolean isStandard(Path file) {
    return file.toString().equals(STANDARD);
  }

  /**
   * A file that appears when it is complete, or standard output, or a device or pipe; these get
   * everything as it comes.
   *
   * @param replace whether a file of this name may be there
   */
  public static Output open(
      Path file, boolean replace, Readers readers, Surroundings surroundings) {
    requireName(file);
    try {
      if (isStandard(file)) {
        return new Direct(surroundings.data().out(), false);
      }
      if (Files.isDirectory(file)) {
        throw new Failure(file + " is a directory, not a file");
      }
      return takesAsItComes(file)
          ? new Direct(Files.newOutputStream(file), true)
          : new WholeFile(file, replace, readers);
    } catch (IOException e) {
      throw new Failure(file + ": cannot be written: " + IoText.of(e), e);
    }
  }

  /** The empty name, of a shell variable that is not set, means the working directory to Java. */
  static void requireName(Path file) {
    if (file.toString().isEmpty()) {
      throw new Failure("the name of a file is empty");
    }
  }

  /** Whether what is written there cannot be taken back: standard output, a device, a pipe. */
  public static boolean takesAsItComes(Path file) {
    return isStandard(file) || Files.exists(file) && !Files.isRegularFile(file);
  }

  /** Writes a text that everybody may read. */
  public static void write(Path file, boolean replace, byte[] text, Surroundings surroundings) {
    try (Output output = open(file, replace, Readers.ANYBODY, surroundings)) {
      output.stream().write(text);
      output.complete();
    } catch (IOException e) {
      throw new Failure(file + ": cannot be written: " + IoText.of(e), e);
    }
  }

  /**
   * What takes bytes as they come.
   *
   * @param ours whether it ends with the command
   */
  private record Direct(OutputStream stream, boolean ours) implements Output {
    @Override
    public void complete() throws IOException {
      stream.flush();
    }

    @Override
    public void close() throws IOException {
      if (ours) {
        stream.close();
      }
    }
  }
}
