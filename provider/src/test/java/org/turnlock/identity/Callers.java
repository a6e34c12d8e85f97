// SPDX-License-Identifier: Apache-2.0
package org.turnlock.identity;

import java.security.Principal;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.security.auth.Subject;

/** Runs what a test does as somebody: with a JAAS Subject of these principals. */
public final class Callers {
  private Callers() {}

  /** A principal of this name and nothing else. */
  public record Named(String name) implements Principal {
    @Override
    public String getName() {
      return name;
    }
  }

  public static Subject subject(String... names) {
    Subject subject = new Subject();
    List.of(names).forEach(name -> subject.getPrincipals().add(new Named(name)));
    return subject;
  }

  /** A Subject whose principals stay. */
  public static Subject fixed(String name) {
    return new Subject(true, Set.of(new Named(name)), Set.of(), Set.of());
  }

  public static <T> T as(Subject subject, Callable<T> what) throws Exception {
    try {
      PrivilegedExceptionAction<T> action = what::call;
      return Subject.doAs(subject, action);
    } catch (Exception e) {
      // Either API wraps what is checked.
      throw e.getCause() instanceof Exception cause && isWrapper(e) ? cause : e;
    }
  }

  private static boolean isWrapper(Exception e) {
    return e instanceof java.security.PrivilegedActionException
        || e instanceof java.util.concurrent.CompletionException;
  }
}
