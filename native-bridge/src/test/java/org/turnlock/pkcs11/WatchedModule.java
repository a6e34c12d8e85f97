// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.turnlock.pkcs11.binding.CallTrace;

/** Counts the calls of a module, and may answer some in its place. */
class WatchedModule extends CallTrace {
  /** What functions answer, without the module being asked. */
  final Map<String, Long> answers = new ConcurrentHashMap<>();

  /** What a call answers in the module's place; null where that is asked. */
  Long instead(String function, Object[] arguments) {
    return answers.get(function);
  }

  /** The module has answered. */
  void answered(String function, Object[] arguments) {}

  @Override
  public final <T> T around(Class<T> seam, T target) {
    T traced = super.around(seam, target);
    return seam.cast(
        Proxy.newProxyInstance(
            seam.getClassLoader(),
            new Class<?>[] {seam},
            (self, method, arguments) -> {
              Long answer = instead(method.getName(), arguments);
              if (answer != null) {
                return answer;
              }
              try {
                Object code = method.invoke(traced, arguments);
                answered(method.getName(), arguments);
                return code;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** How often the module was called. */
  final long calls(String function) {
    Count count = counts().get(function);
    return count == null ? 0 : count.calls();
  }
}
