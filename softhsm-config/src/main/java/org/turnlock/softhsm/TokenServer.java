// SPDX-License-Identifier: Apache-2.0
package org.turnlock.softhsm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What serves tokens from processes of its own, each by a script of this module. Not every machine
 * can run them: ask for the {@link #obstacle()} first.
 */
public enum TokenServer {
  /** A SoftHSM token in another process, behind p11-kit's server. */
  P11_KIT("p11kit-server.sh"),
  /** tpm2-pkcs11 on swtpm, a TPM in software. */
  TPM2("tpm2.sh"),
  /** The soft token of openCryptoki, in mounts and IPC of its own. */
  OPENCRYPTOKI("opencryptoki.sh");

  private static final int UNUSABLE = 3;

  /** The scripts and what they read. */
  private static final List<String> FILES =
      List.of(
          "tokens.sh",
          "p11kit-server.sh",
          "tpm2.sh",
          "opencryptoki.sh",
          "provision.sh",
          "softhsm2.conf.template",
          "sunpkcs11-softhsm.cfg.template",
          "turnlock-softhsm.cfg.template");

  private final String script;

  TokenServer(String script) {
    this.script = script;
  }

  /** Why this machine cannot run it, and what to do; empty where it can. */
  public Optional<String> obstacle() {
    Path scripts = TemporaryDirectories.create("turnlock-scripts-");
    unpack(scripts);
    Command.Result result = result(scripts, "check");
    if (result.status() == UNUSABLE) {
      return Optional.of(result.output().strip());
    }
    requireSuccess(result);
    return Optional.empty();
  }

  /**
   * Makes a token and starts its servers; they end, and the files are deleted, when the JVM ends.
   * Sets the environment that native code in this process sees, so it must come before the module
   * is loaded.
   *
   * @throws IllegalStateException if it cannot be started
   */
  public ServedToken start() {
    Path directory = TemporaryDirectories.create("turnlock-served-", this::stop);
    unpack(directory);
    Map<String, String> said = read(run("start", directory));
    Map<String, String> environment = new LinkedHashMap<>();
    for (String name : words(said.get("TOKEN_ENVIRONMENT"))) {
      environment.put(name, said.get(name));
    }
    environment.forEach(ProcessEnvironment::set);
    return new ServedToken(
        this,
        directory,
        Path.of(said.get("TOKEN_LIBRARY")),
        said.get("TOKEN_LABEL"),
        said.get("TOKEN_PIN"),
        Map.copyOf(environment),
        words(said.getOrDefault("TOKEN_WRAPPER", "")));
  }

  String script() {
    return script;
  }

  private void stop(Path directory) {
    run("stop", directory);
  }

  /** Runs the script that lies in a token's directory; fails with what it printed. */
  String run(String command, Path directory) {
    return requireSuccess(result(directory, command, directory.resolve("token").toString()));
  }

  private String requireSuccess(Command.Result result) {
    if (result.status() != 0) {
      throw new IllegalStateException(
          script + " ended with status " + result.status() + ":\n" + result.output());
    }
    return result.output();
  }

  private Command.Result result(Path scripts, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(scripts.resolve(script).toString());
    line.addAll(List.of(arguments));
    return Command.result(Map.of(), Path.of("/bin/sh"), line.toArray(String[]::new));
  }

  /** KEY=VALUE lines; a value in quotes has no quote in it here. */
  private static Map<String, String> read(String lines) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : lines.lines().toList()) {
      int equals = line.indexOf('=');
      String value = line.substring(equals + 1);
      boolean quoted = value.length() >= 2 && value.startsWith("'") && value.endsWith("'");
      values.put(
          line.substring(0, equals), quoted ? value.substring(1, value.length() - 1) : value);
    }
    return values;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
  }

  private static void unpack(Path directory) {
    for (String file : FILES) {
      Templates.write(file, directory.resolve(file), Map.of());
    }
  }
}
