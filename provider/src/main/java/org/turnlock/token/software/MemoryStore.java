// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.security.auth.login.LoginException;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenLogin;

/** Objects that end with the process; no login. */
final class MemoryStore implements ObjectStore {
  private static final int SERIAL_BYTES = 8;

  private final SessionKeys sessionKeys = new SessionKeys();
  private final String serial = HexFormat.of().formatHex(SoftwareRandom.bytes(SERIAL_BYTES));

  /** Null once closed. */
  private volatile ObjectMap objects = ObjectMap.EMPTY;

  @Override
  public ObjectMap current() {
    ObjectMap now = objects;
    if (now == null) {
      throw new TokenException(TokenException.Reason.UNAVAILABLE, "the software token is closed");
    }
    return now;
  }

  @Override
  public ObjectMap latest() {
    return current();
  }

  @Override
  public synchronized void change(UnaryOperator<ObjectMap> change) {
    objects = change.apply(current());
  }

  @Override
  public void changePin(char[] oldPin, char[] newPin) throws LoginException {
    throw new LoginException("a token in memory has no PIN");
  }

  @Override
  public void requireOpen() {
    current();
  }

  @Override
  public SessionKeys sessionKeys() {
    current();
    return sessionKeys;
  }

  @Override
  public TokenLogin login() {
    return new NoLogin();
  }

  @Override
  public String serial() {
    current();
    return serial;
  }

  @Override
  public synchronized void close() {
    if (objects != null) {
      ObjectMap last = objects;
      objects = null;
      last.wipe();
      sessionKeys.end();
    }
  }

  /** Nothing to log in to: always in, with any PIN. */
  private final class NoLogin implements TokenLogin {
    @Override
    public boolean required() {
      return false;
    }

    @Override
    public boolean loggedIn() {
      return objects != null;
    }

    @Override
    public boolean protectedPath() {
      return false;
    }

    @Override
    public void login(char[] pin) {
      current();
    }

    @Override
    public void logout() {
      current();
    }
  }
}
