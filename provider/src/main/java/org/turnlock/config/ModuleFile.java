// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The PKCS#11 module that a URI's {@code module-path} or {@code module-name} means. */
final class ModuleFile {
  private static final List<String> PLACES =
      List.of(
          "/usr/lib/x86_64-linux-gnu/pkcs11",
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu/pkcs11",
          "/usr/lib/aarch64-linux-gnu",
          "/usr/lib64/pkcs11",
          "/usr/lib64",
          "/usr/lib/pkcs11",
          "/usr/lib/softhsm",
          "/usr/lib",
          "/usr/local/lib/pkcs11",
          "/usr/local/lib",
          "/opt/homebrew/lib/pkcs11",
          "/opt/homebrew/lib");

  private ModuleFile() {}

  static String atPath(String text) throws BadValue {
    try {
      Path path = Path.of(text);
      if (!path.isAbsolute()) {
        throw new BadValue("module-path is not an absolute path");
      }
      if (Files.isDirectory(path)) {
        throw new BadValue("module-path names a directory; name the module's file in it");
      }
      return path.toString();
    } catch (InvalidPathException e) {
      throw new BadValue("module-path is not a path");
    }
  }

  /** Finds the file, with or without {@code lib} before its name; else leaves it to the system. */
  static String named(String name) throws BadValue {
    if (!name.matches("[\\w.+-]+")) {
      throw new BadValue("module-name is a file's name without directory and ending");
    }
    String mapped = System.mapLibraryName(name);
    String ending = mapped.substring(mapped.lastIndexOf('.'));
    return PLACES.stream()
        .flatMap(place -> Stream.of(Path.of(place, mapped), Path.of(place, name + ending)))
        .filter(Files::exists)
        .findFirst()
        .map(Path::toString)
        .orElse(mapped);
  }
}
