// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.turnlock.files.OwnerOnly;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/**
 * The right to change a token file, held by one thread of all processes on the machine. A lock file
 * keeps other processes out; it is never deleted, as deleting one is how two can hold it. Within
 * this JVM, whose file locks belong to the process and not to a thread, a monitor keeps the threads
 * apart. It is an interned string, so that copies of this class in several class loaders share it
 * too.
 */
final class TokenFileLock {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long POLL_NANOS = 1_000_000;

  private final Path lockFile;

  /**
   * @param lockFile in a directory that exists
   */
  TokenFileLock(Path lockFile) {
    this.lockFile = lockFile;
  }

  /** What is done under the lock. */
  @FunctionalInterface
  interface Action<T, X extends Exception> {
    T run() throws IOException, X;
  }

  /** Does something while holding the lock. */
  <T, X extends Exception> T holding(Action<T, X> action) throws IOException, X {
    synchronized (("org.turnlock.token.software:" + lockFile).intern()) {
      try (FileChannel channel = open();
          FileLock lock = acquire(channel)) {
        assert lock.isValid();
        return action.run();
      }
    }
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        lockFile,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        OwnerOnly.fileAttributes(lockFile.getParent()));
  }

  /**
   * Waits for the lock. An interrupt does not end the wait, which is short, since it would leave a
   * change of several steps half done; it is kept for the caller.
   */
  private FileLock acquire(FileChannel channel) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        FileLock lock = tryLock(channel);
        if (lock != null) {
          return lock;
        }
        if (System.nanoTime() > deadline) {
          throw new TokenException(
              Reason.UNAVAILABLE,
              "another process has held " + lockFile + " for " + PATIENCE.toSeconds() + " seconds");
        }
        LockSupport.parkNanos(POLL_NANOS);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByAnotherNameOfTheFile) {
      return null;
    }
  }
}
