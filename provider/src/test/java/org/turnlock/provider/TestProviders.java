// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.token.Token;

/** Gives tests of other packages a provider over a token of theirs. */
public final class TestProviders {
  private TestProviders() {}

  public static TurnlockProvider over(Token token) {
    return TurnlockProvider.over(token);
  }

  /** The token that a configuration names. */
  public static Token token(String configuration) {
    return Startup.open(TurnlockConfiguration.parse(configuration)).token();
  }
}
