// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.console.Surroundings;

/**
 * A file to read from its beginning to its end, or standard input.
 *
 * @param name for people
 * @param size absent where it is not known
 */
public record Input(String name, InputStream stream, OptionalLong size) implements AutoCloseable {
  /**
   * Opens it; {@code -} is standard input.
   *
   * @throws Failure if it cannot be read
   */
  public static Input open(Path file, Surroundings surroundings) {
    if (Outputs.isStandard(file)) {
      return new Input("standard input", surroundings.data().in(), OptionalLong.empty());
    }
    Outputs.requireName(file);
    try {
      if (Files.isDirectory(file)) {
        throw new Failure(file + " is a directory, not a file");
      }
      OptionalLong size =
          Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
      return new Input(file.toString(), Files.newInputStream(file), size);
    } catch (IOException e) {
      throw new Failure(file + ": cannot be read: " + IoText.of(e), e);
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
