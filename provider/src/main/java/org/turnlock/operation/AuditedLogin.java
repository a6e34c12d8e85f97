// SPDX-License-Identifier: Apache-2.0
package org.turnlock.operation;

import javax.security.auth.login.LoginException;
import org.turnlock.audit.AuditAction;
import org.turnlock.token.TokenLogin;

/** Logins and logouts that are told, those that fail too. */
public final class AuditedLogin implements TokenLogin {
  private final TokenLogin login;
  private final ActionAudit audit;

  public AuditedLogin(TokenLogin login, ActionAudit audit) {
    this.login = login;
    this.audit = audit;
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
    audit.told(
        AuditAction.LOG_IN,
        null,
        notes -> {
          login.login(pin);
          return null;
        });
  }

  @Override
  public void logout() throws LoginException {
    audit.told(
        AuditAction.LOG_OUT,
        null,
        notes -> {
          login.logout();
          return null;
        });
  }
}
