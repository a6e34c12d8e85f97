// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.function.Supplier;
import org.turnlock.config.TurnlockConfiguration;

/** On whose behalf this process uses keys. */
final class Principals {
  private Principals() {}

  static Supplier<String> of(TurnlockConfiguration configuration) {
    String name =
        configuration
            .application()
            .map(it -> "app:" + it)
            .orElseGet(() -> "os:" + System.getProperty("user.name", "unknown"));
    return () -> name;
  }
}
