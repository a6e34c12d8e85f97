// SPDX-License-Identifier: Apache-2.0
package org.turnlock.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and directories that only their owner may read, where the file system knows of that. */
public final class OwnerOnly {
  private static final FileAttribute<?>[] NOTHING = {};

  private OwnerOnly() {}

  /** Mode 0600 for a new file in {@code directory}. */
  public static FileAttribute<?>[] fileAttributes(Path directory) throws IOException {
    return attributes(directory, "rw-------");
  }

  /** Makes a directory, and what is missing above it, with mode 0700. */
  public static void createDirectories(Path directory) throws IOException {
    Path existing = directory;
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    Files.createDirectories(directory, attributes(existing, "rwx------"));
  }

  /** Makes one directory with mode 0700; its parent is there. */
  public static void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory, attributes(directory.getParent(), "rwx------"));
  }

  /**
   * Gives {@code file} the owner, group and mode of {@code model}, as far as this process may: an
   * administrator's change must not lock the service out of its own file.
   */
  public static void takeOver(Path model, Path file) throws IOException {
    PosixFileAttributeView from = Files.getFileAttributeView(model, PosixFileAttributeView.class);
    PosixFileAttributeView to = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (from == null || to == null || !Files.exists(model)) {
      return;
    }
    PosixFileAttributes wanted = from.readAttributes();
    give(to, wanted);
    if (to.readAttributes().group().equals(wanted.group())) {
      to.setPermissions(wanted.permissions());
    }
  }

  /** Gives a new file to the owner of its directory, for the same reason; its mode stays. */
  public static void giveToOwnerOf(Path directory, Path file) throws IOException {
    PosixFileAttributeView from =
        Files.getFileAttributeView(directory, PosixFileAttributeView.class);
    PosixFileAttributeView to = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (from != null && to != null) {
      give(to, from.readAttributes());
    }
  }

  private static void give(PosixFileAttributeView file, PosixFileAttributes wanted)
      throws IOException {
    PosixFileAttributes present = file.readAttributes();
    if (!wanted.group().equals(present.group())) {
      ifAllowed(() -> file.setGroup(wanted.group()));
    }
    if (!wanted.owner().equals(present.owner())) {
      ifAllowed(() -> file.setOwner(wanted.owner()));
    }
  }

  private static FileAttribute<?>[] attributes(Path directory, String mode) throws IOException {
    boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : NOTHING;
  }

  private interface Change {
    void run() throws IOException;
  }

  private static void ifAllowed(Change change) {
    try {
      change.run();
    } catch (IOException notOurs) {
      // The file stays this process's own; whoever may not give files away lives with that.
    }
  }
}
