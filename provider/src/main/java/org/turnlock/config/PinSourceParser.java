// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import org.turnlock.config.ConfigurationText.PathResolver;

/** Reads {@code pinSource} and a URI's {@code pin-source}. Messages never repeat the value. */
final class PinSourceParser {
  private static final String FILE = "file:";
  private static final String ENVIRONMENT = "env:";
  private static final String CALLBACK = "callback";

  private PinSourceParser() {}

  static PinSource parse(String text, PathResolver places) throws BadValue {
    if (text.startsWith(FILE) && text.length() > FILE.length()) {
      return file(text.substring(FILE.length()), places);
    }
    if (text.matches(ENVIRONMENT + "[A-Za-z_][A-Za-z0-9_]*")) {
      return new PinSource.FromEnvironment(text.substring(ENVIRONMENT.length()));
    }
    if (text.equals(CALLBACK)) {
      return new PinSource.FromCallback(Optional.empty());
    }
    if (text.matches(CALLBACK + ":[\\w$]+(\\.[\\w$]+)*")) {
      return new PinSource.FromCallback(Optional.of(text.substring(CALLBACK.length() + 1)));
    }
    throw new BadValue(
        "expected file:PATH, env:NAME, callback or callback:CLASS (never the PIN itself)");
  }

  /** A URI's pin-source may also be a bare absolute path. */
  static PinSource parseUri(String text, PathResolver places) throws BadValue {
    return text.startsWith("/") ? file(text, places) : parse(text, places);
  }

  private static PinSource file(String path, PathResolver places) throws BadValue {
    String local = path.startsWith("///") ? path.substring(2) : path;
    return new PinSource.FromFile(places.resolve(PropertyExpansion.expand(local)));
  }

  /** What to warn of: others than the owner can read the PIN. */
  static Optional<String> warning(PinSource source) {
    return source instanceof PinSource.FromFile from && readableByOthers(from.file())
        ? Optional.of("PIN file " + from.file() + " can be read by every user of this machine")
        : Optional.empty();
  }

  static boolean readableByOthers(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
