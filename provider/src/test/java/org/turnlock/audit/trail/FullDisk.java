// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A disk that can be full: a small file system in memory where this process may mount one, else a
 * limit to the size of this process's files.
 */
final class FullDisk implements AutoCloseable {
  private static final int BYTES = 256 * 1024;

  private final Path directory;
  private final boolean mounted;

  private FullDisk(Path directory, boolean mounted) throws IOException {
    this.directory = directory;
    this.mounted = mounted;
    if (!mounted) {
      limit(Integer.toString(BYTES));
    }
    System.out.println("the full disk is " + (mounted ? "a file system" : "a limit to files"));
  }

  /** The best that there is here. */
  static FullDisk at(Path directory) throws IOException {
    Files.createDirectory(directory);
    return new FullDisk(
        directory,
        run("mount", "-t", "tmpfs", "-o", "size=" + BYTES, "tmpfs", directory.toString()));
  }

  /** One that takes no rights: no file may grow beyond a size, and the rest of a write is lost. */
  static FullDisk limited(Path directory) throws IOException {
    return new FullDisk(Files.createDirectory(directory), false);
  }

  /** Makes room again. */
  void makeRoom() throws IOException {
    if (!mounted) {
      limit("unlimited");
    } else if (!run("mount", "-o", "remount,size=" + 64 * BYTES, directory.toString())) {
      throw new IOException("no room could be made");
    }
  }

  private static void limit(String bytes) throws IOException {
    String self = Long.toString(ProcessHandle.current().pid());
    if (!run("prlimit", "--pid", self, "--fsize=" + bytes + ":")) {
      throw new IOException("no limit could be set");
    }
  }

  private static boolean run(String... command) throws IOException {
    try {
      return new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchCommand) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  @Override
  public void close() throws IOException {
    if (!mounted) {
      limit("unlimited");
    } else if (!run("umount", "-l", directory.toString())) {
      throw new IOException("still mounted: " + directory);
    }
  }
}
