// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.io.IOException;
import java.security.Security;
import java.util.Arrays;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.LoginException;
import org.turnlock.token.TokenLogin;

/** Login and logout the way {@link java.security.AuthProvider} has them: the PIN by callback. */
final class TokenAuthentication {
  private static final String DEFAULT_HANDLER = "auth.login.defaultCallbackHandler";

  private final TokenLogin login;
  private volatile CallbackHandler ownHandler;

  TokenAuthentication(TokenLogin login) {
    this.login = login;
  }

  void setCallbackHandler(CallbackHandler handler) {
    ownHandler = handler;
  }

  /**
   * Logs in. With a handler the PIN is asked for and checked even when the token is logged in
   * already; without one, an existing login is good enough.
   */
  void login(CallbackHandler given) throws LoginException {
    if (!login.required()) {
      return;
    }
    if (login.protectedPath()) {
      login.login(null);
      return;
    }
    CallbackHandler handler = handler(given);
    if (handler == null) {
      if (!login.loggedIn()) {
        throw new LoginException("no callback handler to ask for the PIN");
      }
      return;
    }
    char[] pin = ask(handler);
    try {
      login.login(pin);
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  void logout() throws LoginException {
    login.logout();
  }

  private CallbackHandler handler(CallbackHandler given) throws LoginException {
    if (given != null) {
      return given;
    }
    CallbackHandler own = ownHandler;
    return own != null ? own : defaultHandler();
  }

  private static CallbackHandler defaultHandler() throws LoginException {
    String className = Security.getProperty(DEFAULT_HANDLER);
    if (className == null || className.isBlank()) {
      return null;
    }
    try {
      return Class.forName(className.trim(), true, ClassLoader.getSystemClassLoader())
          .asSubclass(CallbackHandler.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw failure("security property " + DEFAULT_HANDLER + " = " + className, e);
    }
  }

  private static char[] ask(CallbackHandler handler) throws LoginException {
    PasswordCallback callback = new PasswordCallback("PIN of the token: ", false);
    try {
      handler.handle(new Callback[] {callback});
      char[] pin = callback.getPassword();
      if (pin == null) {
        throw new LoginException("the callback handler gave no PIN");
      }
      return pin;
    } catch (IOException | UnsupportedCallbackException e) {
      throw failure("the callback handler could not give the PIN", e);
    } finally {
      callback.clearPassword();
    }
  }

  private static LoginException failure(String message, Exception cause) {
    LoginException failure = new LoginException(message);
    failure.initCause(cause);
    return failure;
  }
}
