// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Another program, run to its end. */
final class Command {
  /** What it printed, and how it ended. */
  record Output(int exitCode, String text, String errors) {}

  private Command() {}

  static Output run(List<String> words, Map<String, String> environment, Duration limit)
      throws IOException, InterruptedException {
    Path text = Files.createTempFile("turnlock-", ".out");
    Path errors = Files.createTempFile("turnlock-", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(words).redirectOutput(text.toFile()).redirectError(errors.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      try {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new IOException(words.get(0) + " did not end within " + limit.toSeconds() + " s");
        }
        return new Output(
            process.exitValue(), Files.readString(text).strip(), Files.readString(errors).strip());
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.delete(text);
      Files.delete(errors);
    }
  }
}
