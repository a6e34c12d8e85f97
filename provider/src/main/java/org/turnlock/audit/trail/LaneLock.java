// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.turnlock.files.OwnerOnly;

/**
 * The sole right to go on with a lane. It ends with the process, however that ends. The lock file
 * is opened by nobody else in this process: closing a file gives up all locks that the process has
 * on it.
 */
final class LaneLock implements AutoCloseable {
  private static final Set<Path> HELD = new HashSet<>();

  /** Of lanes that another copy of this class has locked; open for good, for the reason above. */
  private static final List<FileChannel> LEFT_OPEN = new ArrayList<>();

  private final Path lane;
  private final FileChannel channel;

  private LaneLock(Path lane, FileChannel channel) {
    this.lane = lane;
    this.channel = channel;
  }

  /** Takes a lane; empty if another process has it, or this one, or it is another user's. */
  static Optional<LaneLock> take(Path lane) throws IOException {
    synchronized (HELD) {
      Path real;
      Path file;
      try {
        real = lane.toRealPath();
        file = lockFile(real);
      } catch (AccessDeniedException anothers) {
        return Optional.empty();
      }
      if (HELD.contains(real)) {
        return Optional.empty();
      }
      FileChannel channel;
      try {
        channel = FileChannel.open(file, StandardOpenOption.WRITE);
      } catch (AccessDeniedException anothers) {
        return Optional.empty();
      }
      if (!locked(channel)) {
        return Optional.empty();
      }
      HELD.add(real);
      return Optional.of(new LaneLock(real, channel));
    }
  }

  private static Path lockFile(Path lane) throws IOException {
    Path file = lane.resolve("lock");
    try {
      return Files.createFile(file, OwnerOnly.fileAttributes(lane));
    } catch (FileAlreadyExistsException usual) {
      if (!Files.isRegularFile(file)) {
        throw new AccessDeniedException(file.toString(), null, "this is no file to lock");
      }
      return file;
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    boolean mayClose = true;
    FileLock lock = null;
    try {
      lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldInThisProcess) {
      mayClose = false;
      LEFT_OPEN.add(channel);
      return false;
    } finally {
      if (lock == null && mayClose) {
        channel.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      if (channel.isOpen()) {
        channel.close();
        HELD.remove(lane);
      }
    }
  }
}
