// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.file.DeletedTree;
import org.turnlock.cli.file.OwnerOnly;

/**
 * Where a demonstration keeps its files and its own token: {@code pin}, {@code turnlock.cfg} and
 * what else the token needs. Deleted at the end, unless the user asked to keep it.
 */
final class DemoDirectory implements AutoCloseable {
  private static final int PIN_BYTES = 16;

  private final Path path;
  private final boolean kept;

  private DemoDirectory(Path path, boolean kept) {
    this.path = path;
    this.kept = kept;
  }

  /** A new one, for this run only. */
  static DemoDirectory throwAway() {
    try {
      return new DemoDirectory(Files.createTempDirectory("turnlock-demo-").toRealPath(), false);
    } catch (IOException e) {
      throw new Failure("cannot make a temporary directory: " + e, e);
    }
  }

  /** One that stays: new, empty, or of an earlier demonstration. */
  static DemoDirectory kept(Path directory) {
    try {
      OwnerOnly.createDirectories(directory);
      if (!isEmpty(directory) && !Files.exists(directory.resolve("pin"))) {
        throw new Failure(directory + " has other files in it; name a new directory to keep");
      }
      return new DemoDirectory(directory.toRealPath(), true);
    } catch (IOException e) {
      throw new Failure("cannot use directory " + directory + ": " + e, e);
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }

  Path path() {
    return path;
  }

  boolean kept() {
    return kept;
  }

  /** A file in the directory. */
  Path file(String name) {
    return path.resolve(name);
  }

  /** The file with the PIN of the directory's token: a random one that nobody needs to see. */
  Path pinFile() throws IOException {
    Path file = file("pin");
    if (!Files.exists(file)) {
      byte[] random = new byte[PIN_BYTES];
      new SecureRandom().nextBytes(random);
      OwnerOnly.write(file, HexFormat.of().formatHex(random));
    }
    return file;
  }

  @Override
  public void close() {
    if (!kept) {
      DeletedTree.delete(path);
    }
  }
}
