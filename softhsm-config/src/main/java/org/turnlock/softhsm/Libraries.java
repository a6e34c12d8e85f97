// SPDX-License-Identifier: Apache-2.0
package org.turnlock.softhsm;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the tools and libraries of an installation are: the environment says, or a search does. */
final class Libraries {
  private static final List<String> SOFTHSM =
      List.of(
          "/usr/lib/softhsm",
          "/usr/lib/x86_64-linux-gnu/softhsm",
          "/usr/lib/aarch64-linux-gnu/softhsm",
          "/usr/lib64/softhsm",
          "/usr/lib64/pkcs11",
          "/usr/lib64",
          "/usr/local/lib/softhsm",
          "/opt/homebrew/lib/softhsm",
          "/opt/homebrew/opt/softhsm/lib/softhsm",
          "/usr/local/opt/softhsm/lib/softhsm");

  private static final List<String> NSS =
      List.of(
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib/x86_64-linux-gnu/nss",
          "/usr/lib/aarch64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu/nss",
          "/usr/lib64",
          "/usr/lib",
          "/usr/lib/nss",
          "/opt/homebrew/opt/nss/lib",
          "/opt/homebrew/lib",
          "/usr/local/opt/nss/lib",
          "/usr/local/lib");

  private static final List<String> TOOLS =
      List.of(
          "/usr/bin",
          "/usr/local/bin",
          "/opt/homebrew/bin",
          "/opt/homebrew/opt/nss/bin",
          "/usr/local/opt/nss/bin");

  private final Map<String, String> environment;

  Libraries(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The SoftHSM module: {@code SOFTHSM2_LIBRARY}, else the usual places. */
  Path softHsm() {
    String chosen = environment.get("SOFTHSM2_LIBRARY");
    if (chosen != null) {
      return existing(Path.of(chosen), "SOFTHSM2_LIBRARY");
    }
    return inAnyOf(SOFTHSM, "libsofthsm2").orElseThrow(() -> absent("libsofthsm2", SOFTHSM));
  }

  /** The directory of NSS softokn: {@code NSS_LIBRARY_DIRECTORY}, else the usual places. */
  Path nssDirectory() {
    String chosen = environment.get("NSS_LIBRARY_DIRECTORY");
    if (chosen != null) {
      return existing(Path.of(chosen), "NSS_LIBRARY_DIRECTORY");
    }
    return inAnyOf(NSS, "libsoftokn3").orElseThrow(() -> absent("libsoftokn3", NSS)).getParent();
  }

  /** A program, on the PATH or in the usual places. */
  Path tool(String name) {
    Stream<String> path =
        Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
            .filter(directory -> !directory.isEmpty());
    return Stream.concat(path, TOOLS.stream())
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> absent(name, TOOLS));
  }

  private static Optional<Path> inAnyOf(List<String> directories, String library) {
    return directories.stream()
        .flatMap(
            directory ->
                Stream.of(
                    Path.of(directory, library + ".so"), Path.of(directory, library + ".dylib")))
        .filter(Files::exists)
        .findFirst();
  }

  private static Path existing(Path path, String variable) {
    if (!Files.exists(path)) {
      throw new IllegalStateException(variable + " names " + path + ", which does not exist");
    }
    return path;
  }

  private static IllegalStateException absent(String what, List<String> places) {
    return new IllegalStateException(
        what
            + " is not installed (looked in "
            + String.join(", ", places)
            + "); run softhsm-config/install.sh");
  }
}
