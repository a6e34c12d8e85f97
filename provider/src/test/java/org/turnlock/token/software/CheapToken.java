// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.nio.file.Path;
import javax.security.auth.login.LoginException;
import org.turnlock.token.AttributeRules;

/** A token file whose PIN is cheap to check, for tests that are not about PINs. */
public final class CheapToken {
  private CheapToken() {}

  /** Makes the file, of an empty token. */
  public static void create(Path file, char[] pin) throws LoginException {
    try (SoftwareToken token =
        SoftwareToken.open(file, AttributeRules.NONE, mechanism -> true, TestTokens.CHEAP)) {
      token.login().login(pin);
    }
  }
}
