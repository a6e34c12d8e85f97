// SPDX-License-Identifier: Apache-2.0
package org.turnlock.identity;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.security.auth.Subject;

/**
 * Finds the current JAAS Subject: by {@code Subject.current()} where the JDK has it, else by the
 * API that is to be removed. Up to JDK 23 both walk the whole stack, which takes longer than an AES
 * operation of a software key. A Subject can be current there only if {@code Subject.doAs} or
 * {@code callAs} has made a {@code SubjectDomainCombiner}, so nothing is walked before that class
 * is initialised; where the JVM does not tell, the stack is walked each time. Measured in
 * docs/performance.md.
 */
final class CurrentSubject {
  private static final int CHEAP_SINCE = 24;

  /** Constant, so that it costs a plain call; null on JDK 17. */
  private static final MethodHandle CURRENT = found();

  private CurrentSubject() {}

  /** The best way of this JVM; gives null where no Subject is current. */
  static Supplier<Subject> best() {
    if (CURRENT != null && Runtime.version().feature() >= CHEAP_SINCE) {
      return CurrentSubject::asked;
    }
    Supplier<Subject> walking = CURRENT == null ? new LegacySubject() : CurrentSubject::asked;
    BooleanSupplier used = new SubjectUse();
    return () -> used.getAsBoolean() ? walking.get() : null;
  }

  /** Subject.current() of JDK 18 and later; null on 17. */
  private static MethodHandle found() {
    try {
      return MethodHandles.publicLookup()
          .findStatic(Subject.class, "current", MethodType.methodType(Subject.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null;
    }
  }

  private static Subject asked() {
    try {
      return (Subject) CURRENT.invokeExact();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
