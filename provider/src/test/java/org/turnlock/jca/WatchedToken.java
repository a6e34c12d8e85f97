// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.token.Token;
import org.turnlock.token.TokenCryptography;
import org.turnlock.token.TokenDescription;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenLogin;
import org.turnlock.token.TokenObjects;
import org.turnlock.token.TokenWrapping;

/** A token that notes the calls it gets, and can fail at one of the changes asked of it. */
public final class WatchedToken implements Token {
  private static final List<String> READING =
      List.of("keys", "certificates", "find", "holdsData", "data");

  private final Token inner;
  private final TokenObjects objects;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private volatile int changesUntilFailure = Integer.MAX_VALUE;

  public WatchedToken(Token inner) {
    this.inner = inner;
    this.objects = watched(TokenObjects.class, inner.objects());
  }

  /** The names of the methods called since the last {@link #forget()}. */
  public List<String> calls() {
    return calls;
  }

  public void forget() {
    calls.clear();
  }

  /** The change with this number, counted from now and from 1, fails; later ones work again. */
  public void failAtChange(int number) {
    changesUntilFailure = number;
  }

  /** Whether the failure asked for is still to come. */
  public boolean stillToFail() {
    return changesUntilFailure > 0 && changesUntilFailure < Integer.MAX_VALUE;
  }

  private <T> T watched(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              note(method.getName());
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private synchronized void note(String call) {
    calls.add(call);
    if (!READING.contains(call) && changesUntilFailure != Integer.MAX_VALUE) {
      changesUntilFailure--;
      if (changesUntilFailure == 0) {
        throw new TokenException(TokenException.Reason.FAILED, "refused by the test: " + call);
      }
    }
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
    return inner.login();
  }

  @Override
  public TokenObjects objects() {
    return objects;
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

  /** Stands for the token that it watches: that token's keys are its own. */
  @Override
  public boolean equals(Object other) {
    return other == this || inner.equals(other);
  }

  @Override
  public int hashCode() {
    return inner.hashCode();
  }
}
