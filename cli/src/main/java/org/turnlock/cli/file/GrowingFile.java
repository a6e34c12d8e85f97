// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.security.SecureRandom;

/**
 * The hidden file in which another one grows.
 *
 * @param channel writes it
 */
record GrowingFile(Path path, FileChannel channel) {
  private static final SecureRandom NAMES = new SecureRandom();

  /** A new, empty one in the directory of {@code target}. */
  static GrowingFile beside(Path target, Readers readers) throws IOException {
    Path path = create(target, readers);
    boolean made = false;
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
      if (readers == Readers.AS_BEFORE) {
        copyAttributes(target, path);
      }
      made = true;
      return new GrowingFile(path, channel);
    } finally {
      if (!made) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static Path create(Path target, Readers readers) throws IOException {
    String start = "." + shortened(target.getFileName().toString());
    return readers == Readers.ANYBODY
        ? Files.createFile(
            target.resolveSibling(start + Long.toUnsignedString(NAMES.nextLong()) + ".part"))
        : Files.createTempFile(target.getParent(), start, ".part");
  }

  /** Names have a longest length, and the growing file's is longer. */
  private static String shortened(String name) {
    return name.length() > 60 ? name.substring(0, 60) : name;
  }

  private static void copyAttributes(Path before, Path path) throws IOException {
    PosixFileAttributeView from = Files.getFileAttributeView(before, PosixFileAttributeView.class);
    PosixFileAttributeView to = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (from == null || to == null) {
      return; // This system gives files no owners and groups of that kind.
    }
    PosixFileAttributes wanted = from.readAttributes();
    PosixFileAttributes present = to.readAttributes();
    if (!wanted.group().equals(present.group())) {
      to.setGroup(wanted.group());
    }
    if (!wanted.owner().equals(present.owner())) {
      to.setOwner(wanted.owner());
    }
    to.setPermissions(wanted.permissions());
  }

  void remove() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      System.getLogger("org.turnlock.cli")
          .log(System.Logger.Level.WARNING, path + " is left, and cannot be removed", e);
    }
  }
}
