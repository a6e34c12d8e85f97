// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import org.turnlock.audit.AuditOrigin;
import org.turnlock.files.Directories;
import org.turnlock.files.OwnerOnly;

/**
 * A directory with one chain, which one process at a time goes on with: the first that nobody has
 * and that was used for the same token.
 *
 * @param directory where its files are
 * @param lock held until the lane is given back
 * @param end where the chain has come to
 */
record Lane(Path directory, LaneLock lock, LaneEnd end) {
  private static final System.Logger LOG = System.getLogger("org.turnlock.audit");
  private static final int MOST = 100_000;

  /** Takes a lane of a trail, which is made if it is not there. */
  static Lane take(Path trail, AuditOrigin origin) throws IOException {
    OwnerOnly.createDirectories(trail);
    requireNotEverybodys(trail);
    for (int number = 1; number < MOST; number++) {
      Path directory = LaneFiles.lane(trail, number);
      if (!Files.exists(directory)) {
        make(directory);
      }
      Optional<Lane> lane = takeOne(directory, origin);
      if (lane.isPresent()) {
        return lane.get();
      }
    }
    throw new IOException("all " + MOST + " lanes of the audit trail " + trail + " are taken");
  }

  private static void requireNotEverybodys(Path trail) throws IOException {
    if (Files.getFileStore(trail).supportsFileAttributeView("posix")
        && Files.getPosixFilePermissions(trail).contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new AccessDeniedException(
          trail.toString(), null, "everybody may write there, which an audit trail forbids");
    }
  }

  private static void make(Path directory) throws IOException {
    try {
      OwnerOnly.createDirectory(directory);
      Directories.flush(directory.getParent());
    } catch (FileAlreadyExistsException anotherWasFaster) {
      // then it has the lock, or whoever is faster now
    }
  }

  private static Optional<Lane> takeOne(Path directory, AuditOrigin origin) throws IOException {
    Optional<LaneLock> lock = LaneLock.take(directory);
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    boolean taken = false;
    try {
      LaneEnd end = LaneEnd.recover(directory);
      taken = end.told().isEmpty() || isOf(origin, end.told().get());
      return taken ? Optional.of(new Lane(directory, lock.get(), end)) : Optional.empty();
    } catch (LaneEnd.Unreadable e) {
      LOG.log(
          Level.ERROR,
          "the audit trail does not go on in {0}: {1}; it is left as it is, for turnlock audit"
              + " verify",
          directory,
          e.getMessage());
      return Optional.empty();
    } finally {
      if (!taken) {
        lock.get().close();
      }
    }
  }

  /** A token that was made only by the first who logged in had no serial number before. */
  private static boolean isOf(AuditOrigin origin, TrailFields told) {
    return told.tokenLabel().equals(origin.tokenLabel())
        && (told.tokenSerial().equals(origin.tokenSerial()) || told.tokenSerial().isEmpty());
  }
}
