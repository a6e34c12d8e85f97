// SPDX-License-Identifier: Apache-2.0
package org.turnlock.policy;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.turnlock.identity.Caller;

/**
 * A policy made ready to be asked at every use: what is certain for a caller, whatever the time and
 * the encryption context, is worked out once. Answers without allocating. Thread-safe.
 */
public final class PolicyInForce {
  /** For keys without a policy. */
  public static final PolicyInForce UNRESTRICTED = new PolicyInForce(KeyPolicy.unrestricted());

  /** Where requests have callers of their own, of which most never come back. */
  private static final int MOST_CALLERS = 1024;

  private final KeyPolicy policy;
  private final long everybody;
  private final Map<Caller, Long> certain = new ConcurrentHashMap<>();

  public PolicyInForce(KeyPolicy policy) {
    this.policy = policy;
    this.everybody = policy.isUnrestricted() ? -1L : policy.certain(Optional.empty());
  }

  public KeyPolicy policy() {
    return policy;
  }

  /** Whether everybody may do this, always: nobody need ask who it is. */
  public boolean allowsEverybody(PolicyOperation operation) {
    return (everybody & operation.bit()) != 0;
  }

  /** Whether this caller may do this, whatever the time and the encryption context. */
  public boolean allows(Caller caller, PolicyOperation operation) {
    Long known = certain.get(caller);
    if (known == null) {
      known = policy.certain(Optional.of(caller.names()));
      if (certain.size() >= MOST_CALLERS) {
        certain.clear();
      }
      certain.put(caller, known);
    }
    return (known & operation.bit()) != 0;
  }
}
