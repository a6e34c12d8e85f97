// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.security.Provider;
import org.turnlock.token.Token;

/** Providers over a token, for tests outside this package. */
public final class TestProviders {
  private TestProviders() {}

  public static Provider over(Token token) {
    return TurnlockProvider.over(token);
  }
}
