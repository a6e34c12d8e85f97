// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Function;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.file.DeletedTree;
import org.turnlock.config.TokenLocation;
import org.turnlock.config.TurnlockConfiguration;

/** A software token for one measurement, in place of one that is not there yet. */
final class ThrowAwayToken implements AutoCloseable {
  private static final int PIN_BYTES = 16;

  private final Path directory;

  ThrowAwayToken() {
    try {
      directory = Files.createTempDirectory("turnlock-bench-").toRealPath();
    } catch (IOException e) {
      throw new Failure("cannot make a temporary directory: " + e, e);
    }
  }

  /** Whether a configuration means a software token that has not been made. */
  static boolean isNeededBy(TurnlockConfiguration configuration) {
    return configuration.token() instanceof TokenLocation.Software software
        && !Files.exists(software.file());
  }

  TurnlockConfiguration configuration() {
    return TurnlockConfiguration.parse(
        "--token = software\npath = \"" + directory.resolve("token.tlk") + "\"");
  }

  /** Answers with a random PIN, the same each time. */
  Function<String, char[]> pins() {
    byte[] random = new byte[PIN_BYTES];
    new SecureRandom().nextBytes(random);
    String pin = HexFormat.of().formatHex(random);
    return prompt -> pin.toCharArray();
  }

  @Override
  public void close() {
    DeletedTree.delete(directory);
  }
}
