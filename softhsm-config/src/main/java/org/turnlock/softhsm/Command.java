// SPDX-License-Identifier: Apache-2.0
package org.turnlock.softhsm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One run of a program to its end. */
final class Command {
  private Command() {}

  /** How a run ended, and what it printed. */
  record Result(int status, String output) {}

  /**
   * Runs a program and returns what it printed.
   *
   * @throws IllegalStateException if it fails; the message has its output but not its arguments,
   *     which may hold PINs
   */
  static String run(Map<String, String> environment, Path program, String... arguments) {
    Result result = result(environment, program, arguments);
    if (result.status() != 0) {
      throw new IllegalStateException(
          program + " ended with status " + result.status() + ":\n" + result.output());
    }
    return result.output();
  }

  /** Runs a program, however it ends. */
  static Result result(Map<String, String> environment, Path program, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(program.toString());
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output;
      try (InputStream printed = process.getInputStream()) {
        output = new String(printed.readAllBytes(), StandardCharsets.UTF_8);
      }
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(program + " was interrupted", e);
    }
  }
}
