// SPDX-License-Identifier: Apache-2.0
package org.turnlock.programs.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.turnlock.softhsm.SoftHsmToken;

/** A process of its own that sees a SoftHSM token, in a directory of its own. */
public final class Child {
  private static final long MINUTES = 2;

  private final Path directory;
  private final SoftHsmToken token;

  public Child(Path directory, SoftHsmToken token) {
    this.directory = directory;
    this.token = token;
  }

  /** The JDK's program of that name. */
  public static String jdk(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  /** What {@code java} prints, with this JVM's class path, warnings included. */
  public String java(List<String> options, String... program) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(jdk("java"));
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(options);
    command.addAll(List.of(program));
    return run(command);
  }

  /** What the command prints, errors included; it must succeed. */
  public String run(List<String> command) throws Exception {
    Path output = directory.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(token.environment());
    builder.environment().remove("JDK_JAVA_OPTIONS");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    String printed = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(ended).as("ended in time; printed: %s", printed).isTrue();
    assertThat(process.exitValue()).as("exit status; printed: %s", printed).isZero();
    return printed;
  }
}
