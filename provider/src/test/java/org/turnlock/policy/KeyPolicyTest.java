// SPDX-License-Identifier: Apache-2.0
package org.turnlock.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.turnlock.policy.PolicyOperation.CHANGE_POLICY;
import static org.turnlock.policy.PolicyOperation.DECRYPT;
import static org.turnlock.policy.PolicyOperation.ENCRYPT;
import static org.turnlock.policy.PolicyOperation.SIGN;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.turnlock.identity.Caller;

/** What policies say, without any key. */
class KeyPolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-28T20:00:00Z");
  private static final Set<String> ALICE = Set.of("subject:alice", "subject:admins");

  private static PolicyDecision decide(
      KeyPolicy policy, PolicyOperation operation, Map<String, String> context) {
    return policy.decide(ALICE, operation, context, NOW);
  }

  @Test
  void whatNoRuleAllowsIsRefused() {
    KeyPolicy policy =
        KeyPolicy.of(
            PolicyRule.allow("subject:alice", ENCRYPT), PolicyRule.allow("subject:bob", SIGN));
    assertThat(decide(policy, ENCRYPT, Map.of()).allowed()).isTrue();
    assertThat(decide(policy, SIGN, Map.of()))
        .isEqualTo(new PolicyDecision(false, "no rule of its policy allows it"));
    assertThat(decide(KeyPolicy.of(), ENCRYPT, Map.of()).allowed()).isFalse();
  }

  @Test
  void namesAreComparedExactly() {
    for (String name : List.of("subject:alic", "Subject:alice", "subject:alice ", "alice")) {
      KeyPolicy policy = KeyPolicy.of(PolicyRule.allow(name, ENCRYPT));
      assertThat(decide(policy, ENCRYPT, Map.of()).allowed()).as(name).isFalse();
    }
    assertThat(decide(KeyPolicy.of(PolicyRule.allow("subject:admins", SIGN)), SIGN, Map.of()))
        .matches(PolicyDecision::allowed);
    assertThat(decide(KeyPolicy.of(PolicyRule.allow("*", SIGN)), SIGN, Map.of()))
        .matches(PolicyDecision::allowed);
  }

  @Test
  void aContextMustHaveThePairsAndMayHaveMore() {
    KeyPolicy policy =
        KeyPolicy.of(
            PolicyRule.allow("subject:alice", DECRYPT)
                .withContext(Map.of("tenant", "acme", "kind", "x")));
    assertThat(decide(policy, DECRYPT, Map.of("tenant", "acme", "kind", "x", "n", "1")).allowed())
        .isTrue();
    for (Map<String, String> other :
        List.of(
            Map.<String, String>of(),
            Map.of("tenant", "acme"),
            Map.of("tenant", "acme", "kind", "X"),
            Map.of("TENANT", "acme", "kind", "x"))) {
      PolicyDecision decision = decide(policy, DECRYPT, other);
      assertThat(decision.allowed()).as("%s", other).isFalse();
      assertThat(decision.reason()).contains("with context kind=x, tenant=acme");
    }
    assertThat(decide(policy, DECRYPT, null).allowed()).as("not known yet").isTrue();
    assertThatThrownBy(
            () -> PolicyRule.allow("a", DECRYPT, SIGN).withContext(Map.of("tenant", "acme")))
        .hasMessageContaining("no encryption context goes with sign");
  }

  @Test
  void aRuleHoldsFromItsBeginningUpToItsEnd() {
    PolicyRule rule = PolicyRule.allow("*", SIGN).from(NOW).until(NOW.plusSeconds(10));
    KeyPolicy policy = KeyPolicy.of(rule);
    for (int second : new int[] {-1, 10, 11}) {
      PolicyDecision decision = policy.decide(ALICE, SIGN, Map.of(), NOW.plusSeconds(second));
      assertThat(decision.allowed()).as("%s s", second).isFalse();
      assertThat(decision.reason()).contains("from 2026-11-28T20:00:00Z, until");
    }
    for (int second : new int[] {0, 9}) {
      assertThat(policy.decide(ALICE, SIGN, Map.of(), NOW.plusSeconds(second)).allowed()).isTrue();
    }
    assertThatThrownBy(() -> rule.until(NOW)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rulesThatDifferInTheirOperationsBecomeOne() {
    KeyPolicy policy =
        KeyPolicy.of(PolicyRule.allow("a", ENCRYPT), PolicyRule.allow("b", SIGN))
            .allow(PolicyRule.allow("a", DECRYPT))
            .allow(PolicyRule.allow("a", DECRYPT).withContext(Map.of("n", "1")));
    assertThat(policy.rules())
        .containsExactly(
            PolicyRule.allow("a", ENCRYPT, DECRYPT),
            PolicyRule.allow("a", DECRYPT).withContext(Map.of("n", "1")),
            PolicyRule.allow("b", SIGN));
  }

  @Test
  void theOrderInWhichRulesComeDoesNotMatter() {
    List<PolicyRule> rules = new ArrayList<>();
    // Contexts whose texts look alike.
    rules.add(PolicyRule.allow("a", ENCRYPT).withContext(Map.of("a", "b, c=d")));
    rules.add(PolicyRule.allow("a", ENCRYPT).withContext(Map.of("a", "b", "c", "d")));
    rules.add(PolicyRule.allow("a", ENCRYPT).until(NOW));
    rules.add(PolicyRule.allow("a", ENCRYPT).from(NOW));
    KeyPolicy policy = KeyPolicy.of(rules);
    Collections.reverse(rules);
    assertThat(KeyPolicy.of(rules)).isEqualTo(policy);
  }

  @Test
  void denyingTakesAwayFromThatPrincipalOnly() {
    KeyPolicy policy =
        KeyPolicy.of(
            PolicyRule.allow("a", ENCRYPT, DECRYPT),
            PolicyRule.allow("a", DECRYPT).withContext(Map.of("n", "1")),
            PolicyRule.allow("*", DECRYPT));
    assertThat(policy.deny("a", DECRYPT).rules())
        .containsExactly(PolicyRule.allow("*", DECRYPT), PolicyRule.allow("a", ENCRYPT));
    assertThat(policy.deny("a").rules()).containsExactly(PolicyRule.allow("*", DECRYPT));
    assertThat(policy.deny("c")).isSameAs(policy);
  }

  @Test
  void whatDenyingLeavesOfNoPolicyIsAPolicy() {
    KeyPolicy left = KeyPolicy.unrestricted().deny("*", SIGN);
    assertThat(left.isUnrestricted()).isFalse();
    assertThat(decide(left, SIGN, Map.of()).allowed()).isFalse();
    for (PolicyOperation operation : PolicyOperation.values()) {
      assertThat(decide(left, operation, Map.of()).allowed()).isEqualTo(operation != SIGN);
    }
    assertThat(KeyPolicy.unrestricted().allow(PolicyRule.allow("a", SIGN)).isUnrestricted())
        .isTrue();
  }

  @Test
  void whoMayChangeItWithoutEndKeepsItChangeable() {
    assertThat(KeyPolicy.unrestricted().canBeChanged()).isTrue();
    assertThat(KeyPolicy.of().canBeChanged()).isFalse();
    PolicyRule rule = PolicyRule.allow("a", CHANGE_POLICY);
    assertThat(KeyPolicy.of(rule).canBeChanged()).isTrue();
    assertThat(KeyPolicy.of(rule.from(NOW)).canBeChanged()).isTrue();
    assertThat(KeyPolicy.of(rule.until(NOW)).canBeChanged()).isFalse();
  }

  @Test
  void whatIsCertainIsWhatEveryDecisionSays() {
    KeyPolicy policy =
        KeyPolicy.of(
            PolicyRule.allow("*", SIGN),
            PolicyRule.allow("subject:alice", ENCRYPT),
            PolicyRule.allow("subject:alice", DECRYPT).withContext(Map.of("n", "1")));
    PolicyInForce force = new PolicyInForce(policy);
    Caller alice = Caller.of("subject:alice");
    for (PolicyOperation operation : PolicyOperation.values()) {
      assertThat(force.allowsEverybody(operation)).isEqualTo(operation == SIGN);
      assertThat(force.allows(alice, operation))
          .isEqualTo(operation == SIGN || operation == ENCRYPT);
      assertThat(PolicyInForce.UNRESTRICTED.allowsEverybody(operation)).isTrue();
    }
    for (int i = 0; i < 5000; i++) {
      assertThat(force.allows(Caller.of("web:" + i), ENCRYPT)).isFalse();
    }
    assertThat(force.allows(alice, ENCRYPT)).isTrue();
  }

  @Test
  void codesAndTextsAreOneEach() {
    assertThat(Arrays.stream(PolicyOperation.values()).map(PolicyOperation::code))
        .doesNotHaveDuplicates()
        .allMatch(code -> code >= 0 && code < 64);
    for (PolicyOperation operation : PolicyOperation.values()) {
      assertThat(PolicyOperation.of(operation.text())).isEqualTo(Optional.of(operation));
      assertThat(PolicyOperation.of(operation.code())).isEqualTo(Optional.of(operation));
    }
    assertThat(PolicyOperation.of("Encrypt")).isEmpty();
  }

  @Test
  void aRuleThatSaysNothingIsRefused() {
    assertThatThrownBy(() -> PolicyRule.allow("a")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PolicyRule.allow(" ", SIGN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PolicyRule.allow("\ud83d", SIGN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                KeyPolicy.of(
                    IntStream.range(0, 201)
                        .mapToObj(i -> PolicyRule.allow("a" + i, SIGN))
                        .collect(Collectors.toList())))
        .hasMessageContaining("at most 200 rules");
  }
}
