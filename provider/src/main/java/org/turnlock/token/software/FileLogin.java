// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import javax.security.auth.login.LoginException;
import org.turnlock.token.TokenLogin;

/** Login to a token in a file: every key in it is out of reach without the PIN. */
record FileLogin(FileStore store) implements TokenLogin {
  @Override
  public boolean required() {
    return true;
  }

  @Override
  public boolean loggedIn() {
    return store.loggedIn();
  }

  @Override
  public boolean protectedPath() {
    return false;
  }

  @Override
  public void login(char[] pin) throws LoginException {
    store.login(pin);
  }

  @Override
  public void logout() {
    store.logout();
  }
}
