// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Lets one call at a time through a seam: for modules that cannot lock (CKR_CANT_LOCK). */
public final class OneAtATime {
  private final Object lock = new Object();

  /** A lock of its own. */
  public OneAtATime() {}

  /** A decorator of {@code target}; all decorators of one object share its lock. */
  public <T> T around(Class<T> seam, T target) {
    return seam.cast(
        Proxy.newProxyInstance(
            seam.getClassLoader(),
            new Class<?>[] {seam},
            (proxy, method, arguments) -> call(target, method, arguments)));
  }

  private Object call(Object target, Method method, Object[] arguments) throws Throwable {
    synchronized (lock) {
      try {
        return method.invoke(target, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }
}
