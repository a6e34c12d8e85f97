// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.token;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.turnlock.cli.console.Failure;
import org.turnlock.config.ConfigurationException;
import org.turnlock.config.TurnlockConfiguration;

/**
 * Which configuration a command uses: the first of {@code --config}, the environment variable
 * {@code TURNLOCK_CONFIG} and the file {@code ~/.turnlock/turnlock.cfg} that is there, else the
 * software token in the user's home.
 *
 * @param option what {@code --config} says
 * @param variables the environment
 * @param userHome the user's home directory
 */
public record ConfigurationChoice(
    Optional<String> option, Map<String, String> variables, Path userHome) {
  public static final String VARIABLE = "TURNLOCK_CONFIG";

  /**
   * The configuration.
   *
   * @throws Failure if it is wrong, or was named and is not there
   */
  public TurnlockConfiguration configuration() {
    if (option.isPresent()) {
      return parse(option.get(), "");
    }
    String named = variables.getOrDefault(VARIABLE, "");
    if (!named.isEmpty()) {
      return parse(named, " (the environment variable " + VARIABLE + " names it)");
    }
    Path usual = userHome.resolve(".turnlock").resolve("turnlock.cfg");
    return Files.exists(usual) ? parse(usual.toString(), "") : TurnlockConfiguration.defaults();
  }

  private static TurnlockConfiguration parse(String argument, String origin) {
    try {
      return TurnlockConfiguration.parse(argument);
    } catch (ConfigurationException e) {
      throw new Failure(e.getMessage() + origin, e);
    }
  }
}
