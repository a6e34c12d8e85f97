// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.turnlock.token.Token;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenObjects;

/** A token that fails once, at one of the changes that are asked of it. */
final class FailingToken {
  private static final Set<String> CHANGES =
      Set.of(
          "generateSecretKey",
          "generateKeyPair",
          "importKey",
          "addPublicKey",
          "addData",
          "destroy",
          "destroyAll");

  /** Whether the token does what it then says it could not. */
  enum Manner {
    BEFORE,
    AFTER
  }

  private final Token real;
  private Manner manner;
  private int left;

  FailingToken(Token real) {
    this.real = real;
  }

  /** Lets the change of this number, counted from 1, fail. */
  void failAt(int number, Manner how) {
    left = number;
    manner = how;
  }

  /** Whether a failure that was asked for has come. */
  boolean hasFailed() {
    return left <= 0;
  }

  /** No failure is to come any more. */
  void recover() {
    left = 0;
  }

  Token token() {
    TokenObjects objects = proxy(TokenObjects.class, this::change);
    return proxy(
        Token.class,
        (self, method, arguments) ->
            method.getName().equals("objects") ? objects : call(real, method, arguments));
  }

  private static <T> T proxy(Class<T> seam, InvocationHandler handler) {
    return seam.cast(Proxy.newProxyInstance(seam.getClassLoader(), new Class<?>[] {seam}, handler));
  }

  private Object change(Object self, java.lang.reflect.Method method, Object[] arguments)
      throws Throwable {
    boolean fails = CHANGES.contains(method.getName()) && --left == 0;
    if (fails && manner == Manner.BEFORE) {
      throw failure();
    }
    Object result = call(real.objects(), method, arguments);
    if (fails) {
      throw failure();
    }
    return result;
  }

  private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static TokenException failure() {
    return new TokenException(TokenException.Reason.UNAVAILABLE, "the token failed on demand");
  }
}
