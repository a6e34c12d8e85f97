// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.delivery;

/**
 * Has something done when the JVM ends though nobody has closed the provider: by {@code
 * System.exit}, a signal, or the end of the last thread that is no daemon. The JVM knows of it, and
 * so of the class loader, between {@link #watch} and {@link #forget} only.
 */
final class JvmEnd {
  private final Runnable work;
  private Thread hook;

  JvmEnd(Runnable work) {
    this.work = work;
  }

  /** From now on. Idempotent. */
  synchronized void watch() {
    if (hook == null) {
      Thread made = new Thread(null, work, "Turnlock-audit-end", 0, false);
      made.setContextClassLoader(null);
      try {
        Runtime.getRuntime().addShutdownHook(made);
        hook = made;
      } catch (IllegalStateException endsAlready) {
        hook = null;
      }
    }
  }

  /** No longer: it has been done in order. Idempotent. */
  synchronized void forget() {
    if (hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException endsAlready) {
        // then it runs, or has run
      }
      hook = null;
    }
  }
}
