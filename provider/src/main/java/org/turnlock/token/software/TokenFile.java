// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.turnlock.files.Directories;
import org.turnlock.files.OwnerOnly;

/**
 * A file that always holds one whole content: written beside, flushed, renamed into place, the
 * directory flushed. Readers need no lock; writers hold {@link #locked}. A thread's interrupt
 * breaks none of it.
 */
final class TokenFile {
  private final Path path;

  TokenFile(Path path) {
    this.path = path.toAbsolutePath().normalize();
  }

  /** Where the file is, for messages. */
  Path path() {
    return path;
  }

  boolean exists() {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** The file's first bytes, at most {@code length}. */
  byte[] readStart(int length) throws IOException {
    try (FileInputStream in = new FileInputStream(path.toFile())) {
      return in.readNBytes(length);
    }
  }

  /** Does something with the right to change the file; makes its directory if need be. */
  <T, X extends Exception> T locked(TokenFileLock.Action<T, X> action) throws IOException, X {
    Path target = target();
    return new TokenFileLock(beside(target, ".lock")).holding(action);
  }

  /** Puts {@code content} in the place of what is there; on return it is durable. */
  void write(byte[] content) throws IOException {
    Path target = target();
    Path fresh = fresh(target);
    Files.deleteIfExists(fresh);
    try {
      Files.createFile(fresh, OwnerOnly.fileAttributes(target.getParent()));
      OwnerOnly.takeOver(target, fresh);
      try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
        out.write(content);
        out.getFD().sync();
      }
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
    Directories.flush(target.getParent());
  }

  /** Whether a killed writer, or one at work right now, has left a file beside. */
  boolean hasLeftover() throws IOException {
    return Files.exists(fresh(target()));
  }

  /** Removes what a killed writer has left; the caller holds the lock. */
  boolean removeLeftover() throws IOException {
    return Files.deleteIfExists(fresh(target()));
  }

  /** The file itself, behind symbolic links: renaming must replace it, not the link to it. */
  private Path target() throws IOException {
    if (Files.exists(path)) {
      return path.toRealPath();
    }
    OwnerOnly.createDirectories(path.getParent());
    return path.getParent().toRealPath().resolve(path.getFileName());
  }

  private static Path fresh(Path target) {
    return beside(target, ".new");
  }

  private static Path beside(Path target, String suffix) {
    return target.resolveSibling(target.getFileName() + suffix);
  }
}
