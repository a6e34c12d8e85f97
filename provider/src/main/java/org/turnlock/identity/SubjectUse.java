// SPDX-License-Identifier: Apache-2.0
package org.turnlock.identity;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.function.BooleanSupplier;

/**
 * Whether any Subject was ever made current in this JVM, up to JDK 23: {@code
 * javax.security.auth.SubjectDomainCombiner}, without which none is, has been initialised. The one
 * way to ask that without doing it is {@code Unsafe.shouldBeInitialized}, of the module
 * jdk.unsupported; where that is missing, the answer is always yes. Once it is yes, it stays.
 */
final class SubjectUse implements BooleanSupplier {
  private static final String COMBINER = "javax.security.auth.SubjectDomainCombiner";

  /** Of no argument; constant, so that it costs a plain call. Null where the JVM does not tell. */
  private static final MethodHandle NOT_YET = question();

  private volatile boolean used = NOT_YET == null;

  @Override
  public boolean getAsBoolean() {
    return used || asked();
  }

  private boolean asked() {
    boolean notYet = false;
    try {
      notYet = (boolean) NOT_YET.invokeExact();
    } catch (Throwable e) {
      // Whatever keeps it from telling, the stack does tell.
    }
    used = !notYet;
    return used;
  }

  private static MethodHandle question() {
    try {
      Class<?> unsafe = Class.forName("sun.misc.Unsafe");
      Field field = unsafe.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      Class<?> combiner = Class.forName(COMBINER, false, null);
      return MethodHandles.insertArguments(
          MethodHandles.publicLookup()
              .findVirtual(
                  unsafe, "shouldBeInitialized", MethodType.methodType(boolean.class, Class.class))
              .bindTo(field.get(null)),
          0,
          combiner);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }
}
