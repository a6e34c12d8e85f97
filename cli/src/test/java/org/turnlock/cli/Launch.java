// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A child process, with the JDK that the tests run on and an environment of its own. */
public final class Launch {
  /** The source tree. */
  public static final Path SOURCE_TREE =
      Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize().getParent();

  private static final int MINUTES = 5;

  private final Map<String, String> environment = new HashMap<>();
  private final Path directory;

  /**
   * @param directory its working directory
   */
  public Launch(Path directory) {
    this.directory = directory;
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", System.getProperty("user.home"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
  }

  public Launch with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public Launch without(String variable) {
    environment.remove(variable);
    return this;
  }

  /**
   * The command of a JVM as the tests run in, with their class path; from Java 24 on told, as JEP
   * 472 has it, that native code is called.
   *
   * @param options and the main class with its arguments
   */
  public static String[] jvm(String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(options));
    return command.toArray(String[]::new);
  }

  /** Starts a program whose standard error goes to a file. */
  public Process start(Path err, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectError(err.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  /** Runs a program to its end. */
  public CommandRun run(String... command) {
    Path err = null;
    Process process = null;
    try {
      err = Files.createTempFile("launch", ".err");
      process = start(err, command);
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError(List.of(command) + " does not end");
      }
      return new CommandRun(process.exitValue(), out, Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
      if (err != null) {
        err.toFile().delete();
      }
    }
  }
}
