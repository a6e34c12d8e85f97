// SPDX-License-Identifier: Apache-2.0
package org.turnlock.identity;

import java.security.AccessController;
import java.util.function.Supplier;
import javax.security.auth.Subject;

/** The current Subject as JDK 17 has it. */
@SuppressWarnings("removal")
final class LegacySubject implements Supplier<Subject> {
  @Override
  public Subject get() {
    return Subject.getSubject(AccessController.getContext());
  }
}
