// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import javax.security.auth.login.AccountLockedException;
import javax.security.auth.login.CredentialExpiredException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import org.turnlock.pkcs11.Pkcs11Login;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.token.TokenLogin;

/** The login of a PKCS#11 token, in JAAS's exceptions. */
final class Pkcs11TokenLogin implements TokenLogin {
  private final Pkcs11Login login;
  private final Failures failures;

  Pkcs11TokenLogin(Pkcs11Login login, Failures failures) {
    this.login = login;
    this.failures = failures;
  }

  @Override
  public boolean required() {
    return login.required();
  }

  @Override
  public boolean loggedIn() {
    return login.loggedIn();
  }

  @Override
  public boolean protectedPath() {
    return login.protectedPath();
  }

  @Override
  public void login(char[] pin) throws LoginException {
    try {
      login.login(pin);
    } catch (Pkcs11Exception e) {
      throw loginException(e);
    } catch (RuntimeException e) {
      throw failures.translate(e, Failures.During.LOGIN);
    }
  }

  private LoginException loginException(Pkcs11Exception e) {
    String message = "login to " + failures.tokenName() + " failed: ";
    long code = e.code();
    LoginException failure;
    if (code == Ckr.PIN_INCORRECT) {
      failure = new FailedLoginException(message + "wrong PIN");
    } else if (code == Ckr.PIN_LEN_RANGE || code == Ckr.PIN_INVALID || code == Ckr.ARGUMENTS_BAD) {
      failure = new FailedLoginException(message + "the PIN has a length or form it never has");
    } else if (code == Ckr.PIN_LOCKED) {
      failure = new AccountLockedException(message + "the PIN is locked");
    } else if (code == Ckr.PIN_EXPIRED) {
      failure = new CredentialExpiredException(message + "the PIN has expired");
    } else {
      failure = new LoginException(message + e.getMessage());
    }
    failure.initCause(e);
    return failure;
  }

  @Override
  public void logout() throws LoginException {
    try {
      login.logout();
    } catch (Pkcs11Exception e) {
      LoginException failure =
          new LoginException("logout of " + failures.tokenName() + " failed: " + e.getMessage());
      failure.initCause(e);
      throw failure;
    } catch (RuntimeException e) {
      throw failures.translate(e, Failures.During.LOGIN);
    }
  }
}
