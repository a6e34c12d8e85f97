// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.turnlock.pkcs11.error.TokenUnavailableException;

/**
 * The turn to change SoftHSM's token objects, one process at a time. SoftHSM counts the changes of
 * a token in a file, and reads its directory again when the count is not the one it knows. But a
 * change of its own takes whatever count it finds for known: what another process has done between
 * the last search and that change stays unseen until somebody makes another. So whoever changes
 * something takes the turn, searches, and then changes; nothing can come in between.
 *
 * <p>The turn is a lock on a file beside the tokens, where all who share them can reach it. Where
 * that directory is not known or not writable there are no turns, and the gap is only short.
 */
final class ChangeTurn {
  private static final System.Logger LOG = System.getLogger(ChangeTurn.class.getName());
  private static final String LOCK_FILE = "turnlock.lock";

  /** A large RSA key takes its time. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final long POLL_NANOS = 500_000;

  private Path lockFile;
  private boolean sought;

  /** Whether the file is there, and for all. */
  private boolean shared;

  ChangeTurn() {}

  ChangeTurn(Path lockFile) {
    this.lockFile = lockFile;
    this.sought = true;
  }

  /** Does something in turn. */
  <T> T taking(Supplier<T> work) {
    Path file = lockFile();
    if (file == null) {
      return work.get();
    }
    // File locks are the process's. An interned string: class loaders may have a copy of this each.
    synchronized (("org.turnlock.pkcs11:" + file).intern()) {
      FileChannel channel = open(file);
      try {
        FileLock lock = channel == null ? null : acquire(channel, file);
        try {
          return work.get();
        } finally {
          if (lock != null) {
            close(lock);
          }
        }
      } finally {
        if (channel != null) {
          close(channel);
        }
      }
    }
  }

  private synchronized Path lockFile() {
    if (!sought) {
      sought = true;
      lockFile = SoftHsmFiles.tokens().map(tokens -> tokens.resolve(LOCK_FILE)).orElse(null);
    }
    return lockFile;
  }

  /** Null where the file cannot be opened. */
  private FileChannel open(Path file) {
    try {
      if (!shared || !Files.exists(file)) {
        makeForAll(file);
        shared = true;
      }
      return FileChannel.open(file, StandardOpenOption.WRITE);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "no turns are taken: " + file + " cannot be opened", e);
      return null;
    }
  }

  /**
   * For whoever may write into the directory. Also gives its rights to a file whose maker was
   * killed before.
   */
  private static void makeForAll(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException madeBefore) {
      LOG.log(System.Logger.Level.TRACE, "there is a file already", madeBefore);
    }
    try {
      Set<PosixFilePermission> wanted =
          EnumSet.copyOf(PosixFilePermissions.fromString("rw-rw-rw-"));
      wanted.retainAll(Files.getPosixFilePermissions(file.toAbsolutePath().getParent()));
      if (!Files.getPosixFilePermissions(file).containsAll(wanted)) {
        Files.setPosixFilePermissions(file, wanted);
      }
    } catch (IOException | UnsupportedOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, file + " is another user's, or has no such rights", e);
    }
  }

  /** Waits; an interrupt does not end the wait, and is kept for the caller. Null for no turns. */
  private static FileLock acquire(FileChannel channel, Path file) {
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
          throw new TokenUnavailableException(
              "another process has held " + file + " for " + PATIENCE.toSeconds() + " seconds");
        }
        LockSupport.parkNanos(POLL_NANOS);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "no turns are taken: " + file + " cannot be locked", e);
      return null;
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

  private static void close(AutoCloseable lock) {
    try {
      lock.close();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.DEBUG, "a turn did not end well", e);
    }
  }
}
