// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.token;

import java.util.Optional;
import org.turnlock.cli.console.Surroundings;
import org.turnlock.config.TurnlockConfiguration;

/** What every command gets from the command line as a whole. */
public interface CommandContext {
  /** The process and the person that the command runs for. */
  Surroundings surroundings();

  /** The configuration to use. */
  TurnlockConfiguration configuration();

  /** What {@code --config} says. */
  Optional<String> configOption();
}
