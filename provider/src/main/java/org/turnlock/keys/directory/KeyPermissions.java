// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.turnlock.identity.Caller;
import org.turnlock.keys.EncryptionContext;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.policy.PolicyDecision;
import org.turnlock.policy.PolicyInForce;
import org.turnlock.policy.PolicyOperation;
import org.turnlock.token.KeyUsage;

/**
 * Holds who uses a key at the moment to its policy. Where everybody may, nobody is asked who it is;
 * where a caller may whatever the time and the encryption context, one look into a map says so.
 */
final class KeyPermissions {
  private static final PolicyOperation[] OF_PAIRS = operations(true);
  private static final PolicyOperation[] OF_SECRETS = operations(false);

  private final Supplier<Caller> callers;
  private final Clock clock;

  KeyPermissions(Supplier<Caller> callers, Clock clock) {
    this.callers = callers;
    this.clock = clock;
  }

  /**
   * Whether the key may be taken for a use, in one of the ways in which that can be done, with
   * whatever context.
   *
   * @param record of the key, as it was just seen
   * @param instead asked for in the place of what the use is; null for that itself
   */
  void requireChoice(LiveKey key, ManagedKeyRecord record, KeyUsage use, PolicyOperation instead) {
    PolicyOperation operation = instead == null ? operation(use, record.kind().isPair()) : instead;
    if (operation == null || allows(key, record, operation, null)) {
      return;
    }
    // Keys also travel as data.
    PolicyOperation asData =
        switch (operation) {
          case WRAP -> PolicyOperation.ENCRYPT;
          case UNWRAP -> PolicyOperation.DECRYPT;
          default -> null;
        };
    if (asData == null || !allows(key, record, asData, null)) {
      throw refusal(key, record, operation, null);
    }
  }

  /**
   * Whether the token may be asked to use the key so now.
   *
   * @param record of the key, as it was just seen
   * @param aad which may be an encryption context
   */
  void require(
      LiveKey key, ManagedKeyRecord record, KeyUsage use, PolicyOperation instead, byte[] aad) {
    PolicyOperation operation = instead == null ? operation(use, record.kind().isPair()) : instead;
    if (operation != null && !allows(key, record, operation, aad)) {
      throw refusal(key, record, operation, aad);
    }
  }

  /** Whether the caller may do this, which is no use that has a context. */
  void require(LiveKey key, PolicyOperation operation) {
    ManagedKeyRecord record = key.required();
    if (!allows(key, record, operation, null)) {
      throw refusal(key, record, operation, null);
    }
  }

  Caller caller() {
    return callers.get();
  }

  boolean allows(LiveKey key, PolicyOperation operation) {
    return allows(key, key.required(), operation, null);
  }

  /** Null for what no policy is asked for. */
  private static PolicyOperation operation(KeyUsage use, boolean pair) {
    return (pair ? OF_PAIRS : OF_SECRETS)[use.ordinal()];
  }

  private static PolicyOperation[] operations(boolean pair) {
    return Arrays.stream(KeyUsage.values())
        .map(use -> PolicyOperation.of(use, pair).orElse(null))
        .toArray(PolicyOperation[]::new);
  }

  private boolean allows(
      LiveKey key, ManagedKeyRecord record, PolicyOperation operation, byte[] aad) {
    PolicyInForce policy = key.policy(record);
    if (policy.allowsEverybody(operation)) {
      return true;
    }
    Caller caller = callers.get();
    return policy.allows(caller, operation)
        || decide(policy, caller.names(), operation, aad, clock.instant()).allowed();
  }

  private static PolicyDecision decide(
      PolicyInForce policy, Set<String> names, PolicyOperation operation, byte[] aad, Instant now) {
    return policy.policy().decide(names, operation, context(aad), now);
  }

  /** What is no encryption context has no pairs. */
  private static Map<String, String> context(byte[] aad) {
    return aad == null ? null : EncryptionContext.decode(aad).map(Map::copyOf).orElse(Map.of());
  }

  private ManagedKeyException refusal(
      LiveKey key, ManagedKeyRecord record, PolicyOperation operation, byte[] aad) {
    Caller caller = callers.get();
    PolicyDecision decision =
        decide(key.policy(record), caller.names(), operation, aad, clock.instant());
    return new ManagedKeyException(
            Reason.NOT_PERMITTED,
            "'" + caller + "' may not " + operation.onKey(key.alias()) + ": " + decision.reason())
        .about(key.alias());
  }
}
