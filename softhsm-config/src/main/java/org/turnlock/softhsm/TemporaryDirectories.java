// SPDX-License-Identifier: Apache-2.0
package org.turnlock.softhsm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Directories that are gone when the JVM is: a module that has files in them stays loaded. */
final class TemporaryDirectories {
  private TemporaryDirectories() {}

  static Path create(String prefix) {
    return create(prefix, directory -> {});
  }

  /** As above; {@code before} is told before the directory goes. */
  static Path create(String prefix, Consumer<Path> before) {
    try {
      Path directory = Files.createTempDirectory(prefix).toRealPath();
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> end(directory, before), "delete-" + directory));
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(Path directory, Consumer<Path> before) {
    try {
      before.accept(directory);
    } finally {
      delete(directory);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("could not delete " + directory + ": " + e);
    }
  }
}
