// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.io.IOException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import org.turnlock.jca.JcaContext;
import org.turnlock.token.TokenLogin;

/**
 * Logs in to the token as a KeyStore is loaded. A PIN that is given is always checked; without one,
 * an existing login is good enough, then comes what the provider knows.
 */
final class KeyStoreLogin {
  private final JcaContext context;

  KeyStoreLogin(JcaContext context) {
    this.context = context;
  }

  /**
   * Logs in with the PIN of a load parameter.
   *
   * @param protection null, a password or a callback handler
   */
  void login(KeyStore.ProtectionParameter protection) throws IOException {
    if (protection == null) {
      login((char[]) null);
    } else if (protection instanceof KeyStore.PasswordProtection password) {
      loginWith(password);
    } else if (protection instanceof KeyStore.CallbackHandlerProtection callback) {
      if (needsPin()) {
        loginAndWipe(ask(callback));
      } else {
        login((char[]) null);
      }
    } else {
      throw new IllegalArgumentException(
          "the PIN comes in a PasswordProtection or from a CallbackHandlerProtection, not in a "
              + protection.getClass().getName());
    }
  }

  private void loginWith(KeyStore.PasswordProtection protection) throws IOException {
    try {
      login(protection.getPassword());
    } catch (IllegalStateException e) {
      throw new IOException("the PIN was destroyed before the KeyStore could use it", e);
    }
  }

  /**
   * Logs in.
   *
   * @param pin not kept; null for what the provider knows
   */
  void login(char[] pin) throws IOException {
    TokenLogin login = context.login();
    if (pin != null ? !login.required() : login.loggedIn() || !login.required()) {
      return;
    }
    if (pin != null || login.protectedPath()) {
      attempt(login, pin);
      return;
    }
    char[] known = known();
    if (known == null) {
      throw failure(
          new LoginException("no PIN: give it to KeyStore.load, or configure a pinSource"));
    }
    loginAndWipe(known);
  }

  private boolean needsPin() {
    TokenLogin login = context.login();
    return login.required() && !login.loggedIn() && !login.protectedPath();
  }

  private void loginAndWipe(char[] pin) throws IOException {
    try {
      attempt(context.login(), pin);
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  private char[] known() throws IOException {
    try {
      return context.pins().pin();
    } catch (LoginException e) {
      throw failure(e);
    }
  }

  private char[] ask(KeyStore.CallbackHandlerProtection protection) throws IOException {
    PasswordCallback callback = new PasswordCallback("PIN of token '" + label() + "': ", false);
    try {
      protection.getCallbackHandler().handle(new Callback[] {callback});
      char[] pin = callback.getPassword();
      if (pin == null) {
        throw failure(new LoginException("the callback handler gave no PIN"));
      }
      return pin;
    } catch (UnsupportedCallbackException e) {
      throw new IOException("the callback handler does not know the PasswordCallback", e);
    } finally {
      callback.clearPassword();
    }
  }

  /** As {@link KeyStore#load} says: a wrong PIN has an UnrecoverableKeyException as its cause. */
  private void attempt(TokenLogin login, char[] pin) throws IOException {
    try {
      login.login(pin);
    } catch (FailedLoginException e) {
      UnrecoverableKeyException wrong = new UnrecoverableKeyException("the PIN is wrong");
      wrong.initCause(e);
      throw new IOException("cannot log in to token '" + label() + "': the PIN is wrong", wrong);
    } catch (LoginException e) {
      throw failure(e);
    }
  }

  private IOException failure(LoginException cause) {
    return new IOException(
        "cannot log in to token '" + label() + "': " + cause.getMessage(), cause);
  }

  private String label() {
    return context.token().description().label();
  }
}
