// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.turnlock.cli.console.Failure;

/**
 * A file that appears under its name only once it is complete. It grows in a hidden file beside it,
 * which is removed if the command fails or is told to stop. A symbolic link of that name is
 * replaced, not followed.
 */
final class WholeFile implements Output {
  private final Path target;
  private final boolean replace;
  private final Linking linking;
  private final GrowingFile growing;
  private final OutputStream stream;
  private final Thread hook;

  /** Gives a file a second name, which no file has yet. */
  @FunctionalInterface
  interface Linking {
    void link(Path name, Path file) throws IOException;
  }

  /**
   * @param replace whether a file of this name may be there
   */
  WholeFile(Path target, boolean replace, Readers readers) throws IOException {
    this(target, replace, readers, Files::createLink);
  }

  WholeFile(Path target, boolean replace, Readers readers, Linking linking) throws IOException {
    this.target = target.toAbsolutePath();
    this.replace = replace;
    this.linking = linking;
    requireFree();
    growing = GrowingFile.beside(this.target, readers);
    hook = new Thread(growing::remove, "turnlock-remove-part");
    Runtime.getRuntime().addShutdownHook(hook);
    stream = Channels.newOutputStream(growing.channel());
  }

  private void requireFree() {
    if (!replace && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
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
    growing.channel().force(true);
    growing.channel().close();
    if (replace) {
      Files.move(
          growing.path(),
          target,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } else {
      moveWhereThereIsNone();
    }
    flushDirectory();
  }

  /** A link fails where a file is, which a renaming would replace. */
  private void moveWhereThereIsNone() throws IOException {
    try {
      linking.link(target, growing.path());
    } catch (FileAlreadyExistsException e) {
      throw taken(e);
    } catch (IOException | UnsupportedOperationException e) {
      requireFree();
      Files.move(growing.path(), target, StandardCopyOption.ATOMIC_MOVE);
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

  @Override
  public void close() throws IOException {
    growing.channel().close();
    growing.remove();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Told to stop just now: the hook removes what is no longer there.
    }
  }
}
