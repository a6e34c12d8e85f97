// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.policy.PolicyOperation;

/**
 * Asks a key's policy before an administrative operation, and again of every record that the
 * operation reads, the last time under the lease: a right that was taken away meanwhile is gone.
 * What the provider does by itself is asked nothing.
 */
final class PolicyGate {
  private final ManagedKeyDirectory directory;

  /** What the caller of this thread wants to do; null for the provider itself. */
  private final ThreadLocal<Asked> asked = new ThreadLocal<>();

  private record Asked(String alias, PolicyOperation operation) {}

  PolicyGate(ManagedKeyDirectory directory) {
    this.directory = directory;
  }

  /** What is done once it is permitted. */
  @FunctionalInterface
  interface Permitted<T, E extends Exception> {
    T run() throws E;
  }

  /**
   * Does what the policy permits.
   *
   * @throws ManagedKeyException with reason NOT_PERMITTED if it does not
   */
  <T, E extends Exception> T permitted(
      String alias, PolicyOperation operation, Permitted<T, E> what) throws E {
    requireNow(alias, operation);
    Asked before = asked.get();
    asked.set(new Asked(alias, operation));
    try {
      return what.run();
    } finally {
      if (before == null) {
        asked.remove();
      } else {
        asked.set(before);
      }
    }
  }

  /** What was not permitted a moment ago may be so now. */
  private void requireNow(String alias, PolicyOperation operation) {
    if (!directory.allows(alias, operation)) {
      directory.reread(alias);
      directory.require(alias, operation);
    }
  }

  /** Is told each record that was read and that the directory has learnt. */
  void read(ManagedKeyRecord record) {
    Asked now = asked.get();
    if (now != null && now.alias().equals(record.alias())) {
      directory.require(now.alias(), now.operation());
    }
  }
}
