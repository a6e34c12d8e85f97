// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The programs in C, built by {@code benchmarks/native/build.sh}.
 *
 * @param baseline the program that measures a token from C
 * @param delay the module that passes calls on after a delay
 */
public record NativeParts(Path baseline, Path delay) {
  /** The system property with the directory of build.sh; {@code run.sh} sets it. */
  public static final String SOURCES = "benchmark.native";

  private static final int NO_COMPILER = 3;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /**
   * Builds them into a directory, unless it has them.
   *
   * @throws NoCompilerException if there is none
   * @throws IOException if they do not compile, with what the compiler says
   */
  public static NativeParts in(Path directory) throws IOException, InterruptedException {
    if (!Files.exists(directory.resolve("baseline"))) {
      build(directory);
    }
    try (Stream<Path> files = Files.list(directory)) {
      Path delay =
          files
              .filter(it -> it.getFileName().toString().matches("libturnlock-delay\\.(so|dylib)"))
              .findFirst()
              .orElseThrow(() -> new IOException("no libturnlock-delay in " + directory));
      return new NativeParts(directory.resolve("baseline"), delay);
    }
  }

  private static void build(Path directory) throws IOException, InterruptedException {
    String sources = System.getProperty(SOURCES);
    if (sources == null) {
      throw new IllegalStateException("set -D" + SOURCES + "; benchmarks/run.sh does it");
    }
    Command.Output output =
        Command.run(
            List.of(Path.of(sources, "build.sh").toString(), directory.toString()),
            Map.of(),
            LIMIT);
    if (output.exitCode() == NO_COMPILER) {
      throw new NoCompilerException(output.errors());
    }
    if (output.exitCode() != 0) {
      throw new IOException("build.sh has failed: " + output.errors());
    }
  }
}
