// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.turnlock.pkcs11.binding.NativeEnvironment;

/** Where SoftHSM keeps its tokens, as its configuration file says. */
final class SoftHsmFiles {
  private static final String DIRECTORY = "directories.tokendir";

  private SoftHsmFiles() {}

  /** The directory of all tokens; empty if it cannot be found out. */
  static Optional<Path> tokens() {
    List<Path> places =
        NativeEnvironment.variable("SOFTHSM2_CONF")
            .map(named -> List.of(Path.of(named)))
            .orElseGet(
                () ->
                    List.of(
                        Path.of(System.getProperty("user.home"), ".config/softhsm2/softhsm2.conf"),
                        Path.of("/etc/softhsm/softhsm2.conf"),
                        Path.of("/etc/softhsm2.conf")));
    return places.stream().filter(Files::isReadable).findFirst().flatMap(SoftHsmFiles::tokens);
  }

  private static Optional<Path> tokens(Path configuration) {
    try (Stream<String> lines = Files.lines(configuration)) {
      return lines
          .map(line -> line.split("=", 2))
          .filter(parts -> parts.length == 2 && parts[0].strip().equals(DIRECTORY))
          .map(parts -> Path.of(parts[1].strip()))
          .filter(Files::isDirectory)
          .reduce((earlier, later) -> later);
    } catch (IOException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }
}
