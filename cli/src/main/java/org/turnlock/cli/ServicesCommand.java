// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

import java.io.PrintWriter;
import java.security.Provider;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.turnlock.cli.console.Columns;
import org.turnlock.cli.token.OpenedToken;
import org.turnlock.cli.token.PinPrompt;
import org.turnlock.config.TurnlockConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code turnlock services}: what a token makes possible. Needs no PIN. */
@Command(name = "services", description = "List the JCA services that the token gives.")
final class ServicesCommand implements Runnable {
  private static final int LINE = 96;

  @ParentCommand private TurnlockCommand turnlock;

  @Override
  public void run() {
    TurnlockConfiguration configuration = turnlock.configuration();
    Map<String, Set<String>> byType = new TreeMap<>();
    try (PinPrompt pins = new PinPrompt(turnlock.surroundings().secrets(), configuration);
        OpenedToken token = OpenedToken.open(configuration, pins)) {
      for (Provider.Service service : token.provider().getServices()) {
        byType
            .computeIfAbsent(service.getType(), type -> new TreeSet<>())
            .add(service.getAlgorithm());
      }
    }
    int column = byType.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
    byType.forEach(
        (type, algorithms) -> print(turnlock.surroundings().out(), column, type, algorithms));
  }

  private static void print(PrintWriter out, int column, String type, Set<String> algorithms) {
    StringBuilder line = new StringBuilder(Columns.left(type, column));
    String separator = "";
    for (String algorithm : algorithms) {
      if (!separator.isEmpty() && line.length() + 2 + algorithm.length() > LINE) {
        out.println(line.append(','));
        line = new StringBuilder(Columns.left("", column));
        separator = "";
      }
      line.append(separator).append(algorithm);
      separator = ", ";
    }
    out.println(line);
  }
}
