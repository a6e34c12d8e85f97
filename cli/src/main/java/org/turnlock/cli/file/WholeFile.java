// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.turnlock.cli.console.Failure;

/**
 * A file that appears under its name only once it is complete. It grows in a file beside it, which
 * its owner alone can read, and which is removed if the command fails or is told to stop.
 */
final class WholeFile implements Output {
  private final Path target;
  private final boolean replace;
  private final Path growing;
  private final FileChannel channel;
  private final OutputStream stream;
  private final Thread hook;

  /**
   * @param replace whether a file of this name may be there
   */
  WholeFile(Path target, boolean replace) throws IOException {
    this.target = target.toAbsolutePath();
    this.replace = replace;
    requireFree();
    growing =
        Files.createTempFile(
            this.target.getParent(),
            "." + shortened(this.target.getFileName().toString()),
            ".part");
    hook = new Thread(this::remove, "turnlock-remove-part");
    Runtime.getRuntime().addShutdownHook(hook);
    channel = FileChannel.open(growing, StandardOpenOption.WRITE);
    stream = Channels.newOutputStream(channel);
  }

  /** Names have a longest length, and the growing file's is longer. */
  private static String shortened(String name) {
    return name.length() > 60 ? name.substring(0, 60) : name;
  }

  private void requireFree() {
    if (!replace && Files.exists(target)) {
      throw taken(null);
    }
  }

  private Failure taken(Exception cause) {
    return new Failure(target + " is there already: --force replaces it", cause);
  }

  @Override
  public OutputStream stream() {
    return stream;
  }

  @Override
  public void complete() throws IOException {
    channel.force(true);
    channel.close();
    if (replace) {
      Files.move(
          growing, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } else {
      moveWhereThereIsNone();
    }
    flushDirectory();
  }

  /** A link fails where a file is, which a renaming would replace. */
  private void moveWhereThereIsNone() throws IOException {
    try {
      Files.createLink(target, growing);
    } catch (FileAlreadyExistsException e) {
      throw taken(e);
    } catch (IOException | UnsupportedOperationException e) {
      requireFree();
      Files.move(growing, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void flushDirectory() throws IOException {
    try (FileChannel directory = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException e) {
      // Some systems know no directories as files; there the renaming is as lasting as it gets.
      if (Files.notExists(target)) {
        throw e;
      }
    }
  }

  private void remove() {
    try {
      Files.deleteIfExists(growing);
    } catch (IOException e) {
      System.getLogger("org.turnlock.cli")
          .log(System.Logger.Level.WARNING, growing + " is left, and cannot be removed", e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Told to stop just now: the hook removes what is no longer there.
    }
  }
}
