// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.module;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How fast a token does something when it is called from C. It prepares itself, and checks its
 * result, before it measures.
 *
 * @param operation its name, for instance {@code aes-gcm-encrypt}
 * @param size of the message in bytes; 0 where there is none
 * @param threads each with its own session
 * @param messages whether by the message functions of PKCS#11 3.0
 * @param slices how many times to measure, after a first slice that is left out
 * @param slice how long
 */
public record Baseline(
    String operation, int size, int threads, boolean messages, int slices, Duration slice) {
  private static final Duration TO_PREPARE = Duration.ofMinutes(2);
  private static final Pattern MICROS = Pattern.compile("\"micros\":\\[([0-9.,]+)]");

  /**
   * Runs it in a process of its own.
   *
   * @return microseconds that an operation took its thread, one number for each slice
   * @throws IOException if the token refuses, with what the program says
   */
  public List<Double> run(NativeParts parts, TokenModule token)
      throws IOException, InterruptedException {
    Command.Output output =
        Command.run(
            words(parts, token),
            token.environment(),
            TO_PREPARE.plus(slice.multipliedBy(slices + 1L)));
    Matcher micros = MICROS.matcher(output.text());
    if (output.exitCode() != 0 || !micros.find()) {
      String said = output.errors().isEmpty() ? output.text() : output.errors();
      throw new IOException(
          said.isEmpty() ? "the baseline ended with exit code " + output.exitCode() : said);
    }
    return Stream.of(micros.group(1).split(",")).map(Double::valueOf).toList();
  }

  private List<String> words(NativeParts parts, TokenModule token) {
    List<String> words = new ArrayList<>(List.of(parts.baseline().toString()));
    words.addAll(List.of("--module", token.library().toString()));
    token.init().ifPresent(it -> words.addAll(List.of("--init", it)));
    token.login().ifPresent(it -> words.addAll(List.of("--label", it.label(), "--pin", it.pin())));
    words.addAll(List.of("--operation", operation));
    words.addAll(List.of("--size", Integer.toString(size)));
    words.addAll(List.of("--threads", Integer.toString(threads)));
    words.addAll(List.of("--slices", Integer.toString(slices)));
    words.addAll(List.of("--slice-millis", Long.toString(slice.toMillis())));
    if (messages) {
      words.add("--messages");
    }
    return words;
  }
}
