// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.util.Arrays;
import java.util.Map;
import javax.security.auth.login.FailedLoginException;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.token.Token;
import org.turnlock.token.TokenCryptography;
import org.turnlock.token.TokenDescription;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenLogin;
import org.turnlock.token.TokenObjects;
import org.turnlock.token.TokenWrapping;

/** A token that shows its objects only after a login. */
public final class PinToken implements Token {
  private final Token inner;
  private final char[] pin;
  private final boolean protectedPath;
  private volatile boolean loggedIn;

  public PinToken(Token inner, String pin) {
    this(inner, pin.toCharArray(), false);
  }

  private PinToken(Token inner, char[] pin, boolean protectedPath) {
    this.inner = inner;
    this.pin = pin;
    this.protectedPath = protectedPath;
  }

  /** A token with a keypad, on which somebody types the right PIN. */
  public static PinToken withKeypad(Token inner) {
    return new PinToken(inner, null, true);
  }

  @Override
  public TokenDescription description() {
    return inner.description();
  }

  @Override
  public Map<Long, MechanismInfo> mechanisms() {
    return inner.mechanisms();
  }

  @Override
  public TokenLogin login() {
    return new Login();
  }

  @Override
  public TokenObjects objects() {
    if (!loggedIn) {
      throw new TokenException(TokenException.Reason.NOT_LOGGED_IN, "log in first");
    }
    return inner.objects();
  }

  @Override
  public TokenCryptography cryptography() {
    return inner.cryptography();
  }

  @Override
  public TokenWrapping wrapping() {
    return inner.wrapping();
  }

  @Override
  public void close() {
    inner.close();
  }

  private final class Login implements TokenLogin {
    @Override
    public boolean required() {
      return true;
    }

    @Override
    public boolean loggedIn() {
      return loggedIn;
    }

    @Override
    public boolean protectedPath() {
      return protectedPath;
    }

    @Override
    public void login(char[] given) throws FailedLoginException {
      if (!protectedPath && !Arrays.equals(given, pin)) {
        throw new FailedLoginException("the PIN is wrong");
      }
      loggedIn = true;
    }

    @Override
    public void logout() {
      loggedIn = false;
    }
  }
}
