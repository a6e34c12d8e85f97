// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import org.turnlock.cli.console.Failure;

/**
 * The file that a demonstration is about, and those made of it.
 *
 * @param path the file itself; only read
 * @param directory where the others go
 */
record DemoFile(Path path, Path directory) {
  /** GCM gives plaintext out only as a whole, so a file has to fit into memory some times. */
  private static final long LARGEST = 64L << 20;

  private static final int LINES = 200;

  /** A file of the user's. */
  static DemoFile given(Path path, Path directory) {
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new Failure(
          path + ": " + (Files.exists(path) ? "not a readable file" : "no such file"));
    }
    try {
      if (Files.size(path) > LARGEST) {
        throw new Failure(path + ": larger than the 64 MiB that the demo takes");
      }
      return new DemoFile(path.toRealPath(), directory);
    } catch (IOException e) {
      throw new Failure(path + ": cannot be read: " + e, e);
    }
  }

  /** A report with invented numbers. */
  static DemoFile generated(Path directory) throws IOException {
    StringBuilder text = new StringBuilder("Payments of the quarter (invented)\n\n");
    LocalDate day = LocalDate.of(2026, 1, 1);
    for (int line = 1; line <= LINES; line++) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s  payment %04d  to customer %05d  EUR %,10.2f%n",
              day.plusDays(line * 90L / LINES),
              line,
              line * 7919 % 100_000,
              line * 6151 % 999_983 / 100.0));
    }
    Path path = directory.resolve("report.txt");
    Files.writeString(path, text, StandardCharsets.UTF_8);
    return new DemoFile(path, directory);
  }

  /** The file's name, without its directory. */
  String name() {
    return path.getFileName().toString();
  }

  /** A file made of this one. */
  Path derived(String suffix) {
    return directory.resolve(name() + suffix);
  }

  /** Where a signature goes. */
  Path signature(SignatureKind kind) {
    return derived("." + kind.shortName() + ".sig");
  }

  /** Where a public key goes. */
  Path publicKey(SignatureKind kind) {
    return directory.resolve(kind.shortName() + ".pub.pem");
  }
}
