// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.ServedToken;

/** A JVM that sees a served token, whichever way the token asks for. */
public final class ChildJvm {
  private ChildJvm() {}

  /** Runs a main class to its end, and returns the lines that it printed. */
  public static List<String> run(ServedToken token, Class<?> main, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(token.wrapper());
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      line.add("--enable-native-access=ALL-UNNAMED");
    }
    line.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1"));
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith("turnlock.")) {
        line.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().putAll(token.environment());
    builder.environment().put("TOKEN_LIBRARY", token.library().toString());
    builder.environment().put("TOKEN_LABEL", token.label());
    builder.environment().put("TOKEN_PIN", token.pin());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(
          main.getSimpleName() + " ended with status " + process.exitValue() + ":\n" + printed);
    }
    return printed.lines().toList();
  }

  /** In such a JVM: a provider on the token, logged in. */
  public static TurnlockProvider provider() {
    TurnlockProvider provider =
        TurnlockBackends.configured(
            "name=served",
            "library=" + System.getenv("TOKEN_LIBRARY"),
            "tokenLabel=" + System.getenv("TOKEN_LABEL"));
    TurnlockBackends.logIn(provider, System.getenv("TOKEN_PIN").toCharArray());
    return provider;
  }
}
