// SPDX-License-Identifier: Apache-2.0
package org.turnlock.identity;

import java.lang.ref.WeakReference;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.security.auth.Subject;

/**
 * The current JAAS Subject as a caller. Each of its principals is a name in two forms: {@code
 * subject:alice} whatever its class, and {@code
 * subject(com.sun.security.auth.UnixPrincipal):alice}. What was made of a Subject is remembered by
 * the thread that used it last, and holds while its principals are the same.
 */
final class SubjectCallers {
  private final Supplier<Subject> subjects;
  private final ThreadLocal<Remembered> last = new ThreadLocal<>();

  SubjectCallers() {
    this(CurrentSubject.best());
  }

  SubjectCallers(Supplier<Subject> subjects) {
    this.subjects = subjects;
  }

  /** The Subject is not kept alive by a thread that used it once. */
  private record Remembered(
      WeakReference<Subject> subject, boolean readOnly, List<Principal> principals, Caller caller) {

    boolean holdsFor(Subject now) {
      return subject.refersTo(now) && (readOnly || isSame(now.getPrincipals()));
    }

    private boolean isSame(Set<Principal> now) {
      synchronized (now) {
        if (now.size() != principals.size()) {
          return false;
        }
        int at = 0;
        for (Principal principal : now) {
          if (!principals.get(at++).equals(principal)) {
            return false;
          }
        }
        return true;
      }
    }
  }

  /** The caller that the current Subject is; null without one. */
  Caller current() {
    Subject subject = subjects.get();
    if (subject == null) {
      return null;
    }
    Remembered remembered = last.get();
    if (remembered == null || !remembered.holdsFor(subject)) {
      boolean readOnly = subject.isReadOnly();
      List<Principal> principals = principals(subject);
      remembered =
          new Remembered(new WeakReference<>(subject), readOnly, principals, caller(principals));
      last.set(remembered);
    }
    return remembered.caller();
  }

  private static List<Principal> principals(Subject subject) {
    Set<Principal> principals = subject.getPrincipals();
    synchronized (principals) {
      return List.copyOf(principals);
    }
  }

  private static Caller caller(List<Principal> principals) {
    List<String> names = new ArrayList<>();
    for (Principal principal : principals) {
      String name = principal.getName();
      if (name != null && !name.isEmpty()) {
        names.add("subject:" + name);
        names.add("subject(" + principal.getClass().getName() + "):" + name);
      }
    }
    return names.isEmpty() ? Caller.NOBODY : Caller.of(names);
  }
}
