// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.demo;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.util.List;

/** Other programs. */
final class Tool {
  /**
   * How a program ended.
   *
   * @param status its exit code
   * @param output what it wrote, to standard output and standard error alike
   */
  record Outcome(int status, String output) {}

  private Tool() {}

  /** Runs a program, which gets no input, until it ends. */
  static Outcome run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try {
      String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
      return new Outcome(process.waitFor(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while " + command.get(0) + " ran");
    } finally {
      process.destroy();
    }
  }
}
