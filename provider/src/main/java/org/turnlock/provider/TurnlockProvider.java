// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.security.AuthProvider;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.login.LoginException;
import org.turnlock.jca.JcaContext;
import org.turnlock.operation.KeyOperations;
import org.turnlock.token.Token;

/** The JCA provider: the services of one token. Without a configuration it offers none. */
public final class TurnlockProvider extends AuthProvider {
  private static final long serialVersionUID = 1L;
  private static final String NAME = "Turnlock";
  private static final String VERSION = "0.1";
  private static final String INFO = "Turnlock: keys that stay in a PKCS#11 token";

  private final transient Token token;
  private final transient TokenAuthentication authentication;

  /** A provider without a token: {@code configure} gives one that has it. */
  public TurnlockProvider() {
    super(NAME, VERSION, INFO);
    this.token = null;
    this.authentication = null;
  }

  private TurnlockProvider(String name, Token token) {
    super(name, VERSION, INFO);
    this.token = token;
    this.authentication = new TokenAuthentication(token.login());
    JcaContext context = new JcaContext(token, new KeyOperations());
    for (ServiceRow row : ServiceTable.servedBy(token.mechanisms())) {
      putService(new TurnlockService(this, row, context));
    }
  }

  /** A provider over {@code token}, which stays the caller's to close. */
  static TurnlockProvider over(Token token) {
    return new TurnlockProvider(NAME, token);
  }

  @Override
  public boolean isConfigured() {
    return token != null;
  }

  /**
   * Logs in to the token.
   *
   * @param subject not used: a token knows one user
   * @param handler asked for the PIN; null for the one set by {@link #setCallbackHandler}
   */
  @Override
  public void login(Subject subject, CallbackHandler handler) throws LoginException {
    authentication().login(handler);
  }

  @Override
  public void logout() throws LoginException {
    authentication().logout();
  }

  @Override
  public void setCallbackHandler(CallbackHandler handler) {
    if (authentication != null) {
      authentication.setCallbackHandler(handler);
    }
  }

  private TokenAuthentication authentication() throws LoginException {
    if (authentication == null) {
      throw new LoginException("Turnlock has no configuration yet: call configure first");
    }
    return authentication;
  }
}
