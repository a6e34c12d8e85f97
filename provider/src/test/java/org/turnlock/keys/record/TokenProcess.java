// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.turnlock.provider.TestProviders;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.AttributeRules;
import org.turnlock.token.Token;
import org.turnlock.token.software.SoftwareToken;

/**
 * How a process comes to the token that others have too.
 *
 * @param arguments of a child process, which gives them to {@link #open(List)}
 * @param environment of a child process
 */
record TokenProcess(List<String> arguments, Map<String, String> environment) {
  private static final String PIN = "a-pin-to-test";

  static TokenProcess of(SoftHsmToken token) {
    return new TokenProcess(
        List.of(token.library().toString(), token.label(), token.pin()), token.environment());
  }

  static TokenProcess ofFile(Path file) {
    return new TokenProcess(List.of("software", file.toString(), PIN), Map.of());
  }

  Token open() throws Exception {
    return open(arguments);
  }

  static Token open(List<String> arguments) throws Exception {
    Token token =
        arguments.get(0).equals("software")
            ? SoftwareToken.open(Path.of(arguments.get(1)), AttributeRules.NONE)
            : TestProviders.token(
                "--name=child\nlibrary="
                    + arguments.get(0)
                    + "\ntokenLabel=\""
                    + arguments.get(1)
                    + "\"\n");
    token.login().login(arguments.get(2).toCharArray());
    return token;
  }

  /** A JVM whose main class is given the way to the token, and more arguments behind it. */
  Process start(Class<?> main, List<String> more) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      line.add("--enable-native-access=ALL-UNNAMED");
    }
    line.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    line.addAll(arguments);
    line.addAll(more);
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    return builder.start();
  }
}
