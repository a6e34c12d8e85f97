// SPDX-License-Identifier: Apache-2.0
package org.turnlock.softhsm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories that are gone when the JVM is: a module that has files in them stays loaded. */
final class TemporaryDirectories {
  private TemporaryDirectories() {}

  static Path create(String prefix) {
    try {
      Path directory = Files.createTempDirectory(prefix).toRealPath();
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> delete(directory), "delete-" + directory));
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
