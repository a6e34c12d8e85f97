// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.turnlock.identity.Caller;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.directory.KeyStates;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.PolicyCodec;
import org.turnlock.policy.KeyPolicy;
import org.turnlock.policy.PolicyDecision;
import org.turnlock.policy.PolicyOperation;
import org.turnlock.policy.PolicyRule;

/** The policies of managed keys: what new ones get, how they change, what they would say. */
final class KeyPolicies {
  private final Supplier<Caller> callers;
  private final Clock clock;

  KeyPolicies(Supplier<Caller> callers, Clock clock) {
    this.callers = callers;
    this.clock = clock;
  }

  /**
   * A new key's record with the policy that the specification says: by itself, its creator alone
   * may do what the key is for, and administer it.
   */
  ManagedKeyRecord begin(ManagedKeyRecord record, ManagedKeySpec spec) {
    KeyPolicy policy = spec.policy().orElseGet(() -> ofCreator(record));
    for (PolicyRule rule : spec.allowed()) {
      policy = policy.allow(rule);
    }
    return with(record, changeable(policy));
  }

  /** The same for a key that is in use already: nobody is locked out by the way. */
  ManagedKeyRecord adopt(ManagedKeyRecord record, ManagedKeySpec spec) {
    return spec.policy().isEmpty() && spec.allowed().isEmpty()
        ? with(record, KeyPolicy.unrestricted())
        : begin(record, spec);
  }

  private KeyPolicy ofCreator(ManagedKeyRecord record) {
    Caller creator = callers.get();
    if (creator.equals(Caller.NOBODY)) {
      throw new ManagedKeyException(
              Reason.NOT_PERMITTED,
              "key '"
                  + record.alias()
                  + "' would be nobody's: the current Subject has no principals; give the"
                  + " specification a policy")
          .about(record.alias());
    }
    Set<PolicyOperation> operations =
        PolicyOperation.ofPurpose(record.usages(), record.kind().isPair());
    operations.addAll(PolicyOperation.administration());
    return KeyPolicy.of(PolicyRule.allow(creator.name(), operations));
  }

  /**
   * @throws IllegalArgumentException if nobody could change the policy
   */
  static KeyPolicy changeable(KeyPolicy policy) {
    if (!policy.canBeChanged()) {
      throw new IllegalArgumentException(
          "nobody could ever change this policy again: allow somebody "
              + PolicyOperation.CHANGE_POLICY
              + " without end, or use setUnchangeablePolicy (turnlock policy deny --for-ever)");
    }
    return policy;
  }

  private static ManagedKeyRecord with(ManagedKeyRecord record, KeyPolicy policy) {
    return record.toBuilder().policy(PolicyCodec.encode(policy)).build();
  }

  /** In every state: who may do what is no matter of it. */
  static ManagedKeyRecord set(ManagedKeyRecord record, KeyPolicy policy) {
    return policy.equals(PolicyCodec.of(record)) ? record : with(record, policy);
  }

  /** Whether a principal could do this now, as the key's policy, purpose and state are. */
  PolicyDecision mayUse(
      ManagedKeyRecord record,
      String principal,
      PolicyOperation operation,
      Map<String, String> context) {
    PolicyDecision decision =
        PolicyCodec.of(record).decide(Set.of(principal), operation, context, clock.instant());
    if (!decision.allowed() || operation.isAdministration()) {
      return decision;
    }
    if (!isFor(record, operation)) {
      return new PolicyDecision(false, "the key has no such use, whoever asks");
    }
    try {
      KeyStates.requireUsable(record);
      return decision;
    } catch (ManagedKeyException e) {
      return new PolicyDecision(false, e.getMessage());
    }
  }

  private static boolean isFor(ManagedKeyRecord record, PolicyOperation operation) {
    return operation == PolicyOperation.EXPORT
        || record.usages().isEmpty()
        || PolicyOperation.ofPurpose(record.usages(), record.kind().isPair()).contains(operation);
  }
}
