// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and directories that nobody but their owner can look into, where the system knows that. */
public final class OwnerOnly {
  private OwnerOnly() {}

  /** Writes a new file. */
  public static void write(Path file, String text) throws IOException {
    Files.createFile(file, permissions("rw-------"));
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  /** Makes a directory and those above it that are missing. */
  public static void createDirectories(Path directory) throws IOException {
    Files.createDirectories(directory, permissions("rwx------"));
  }

  private static FileAttribute<?>[] permissions(String text) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
        }
        : new FileAttribute<?>[0];
  }
}
