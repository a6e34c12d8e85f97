// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import javax.security.auth.login.LoginException;

/** A token's login state, shared by all users of the token in this process. */
public interface TokenLogin {
  /** Whether private objects need a login at all. */
  boolean required();

  /** Whether the token is logged in, as far as this object knows; costs no call to the token. */
  boolean loggedIn();

  /** Whether the PIN is entered on the token's own keypad (then {@code pin} may be null). */
  boolean protectedPath();

  /**
   * Logs in as the normal user. When already logged in, {@code pin} is still checked: a wrong PIN
   * never passes.
   *
   * @param pin not kept by reference; the caller may wipe it afterwards
   * @throws javax.security.auth.login.FailedLoginException if the PIN is wrong
   * @throws LoginException if the token refuses for another reason
   */
  void login(char[] pin) throws LoginException;

  /** Logs out. Session keys that the token considers private are gone. Idempotent. */
  void logout() throws LoginException;
}
