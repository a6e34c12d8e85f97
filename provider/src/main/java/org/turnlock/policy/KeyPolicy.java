// SPDX-License-Identifier: Apache-2.0
package org.turnlock.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which principals may do what with a managed key. What no rule allows is refused; no rule forbids
 * what another allows. Immutable.
 *
 * <pre>{@code
 * ManagedKeys keys = provider.managedKeys();
 * keys.setPolicy(
 *     "payments", keys.policy("payments").allow(PolicyRule.allow("app:shop", ENCRYPT, DECRYPT)));
 * }</pre>
 */
public final class KeyPolicy {
  /** More rules than this are refused: a policy goes into the record of its key. */
  public static final int MOST_RULES = 200;

  private static final KeyPolicy UNRESTRICTED =
      new KeyPolicy(
          List.of(PolicyRule.allow(PolicyRule.EVERYBODY, EnumSet.allOf(PolicyOperation.class))),
          true);

  private static final Comparator<PolicyRule> ORDER =
      Comparator.comparing(PolicyRule::principal)
          .thenComparing(KeyPolicy::contextText)
          .thenComparing(rule -> rule.notBefore().orElse(Instant.MIN))
          .thenComparing(rule -> rule.notAfter().orElse(Instant.MAX));

  /** Two contexts have two texts. */
  private static String contextText(PolicyRule rule) {
    StringBuilder text = new StringBuilder();
    rule.context()
        .forEach(
            (name, value) ->
                text.append(name.length()).append(':').append(name).append(value).append(','));
    return text.toString();
  }

  private final List<PolicyRule> rules;
  private final boolean unrestricted;

  private KeyPolicy(List<PolicyRule> rules, boolean unrestricted) {
    this.rules = rules;
    this.unrestricted = unrestricted;
  }

  /** Everybody may do everything, now and in later versions: a key without a policy. */
  public static KeyPolicy unrestricted() {
    return UNRESTRICTED;
  }

  /** A policy of these rules only. */
  public static KeyPolicy of(PolicyRule... rules) {
    return of(List.of(rules));
  }

  /**
   * A policy of these rules only; those that differ in their operations only become one.
   *
   * @throws IllegalArgumentException if there are more than {@link #MOST_RULES}
   */
  public static KeyPolicy of(Collection<PolicyRule> rules) {
    List<PolicyRule> merged = new ArrayList<>();
    rules.forEach(rule -> merge(merged, rule));
    if (merged.size() > MOST_RULES) {
      throw new IllegalArgumentException(
          "a policy has at most " + MOST_RULES + " rules, not " + merged.size());
    }
    merged.sort(ORDER);
    return new KeyPolicy(List.copyOf(merged), false);
  }

  private static void merge(List<PolicyRule> rules, PolicyRule added) {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).isSameBut(added)) {
        Set<PolicyOperation> all = EnumSet.copyOf(rules.get(i).operations());
        all.addAll(added.operations());
        rules.set(i, added.allowing(all));
        return;
      }
    }
    rules.add(added);
  }

  /** Whether it is {@link #unrestricted()}. */
  public boolean isUnrestricted() {
    return unrestricted;
  }

  /** What is allowed, in one order. */
  public List<PolicyRule> rules() {
    return rules;
  }

  /** The same, and this is allowed as well. */
  public KeyPolicy allow(PolicyRule rule) {
    if (unrestricted) {
      return this;
    }
    List<PolicyRule> more = new ArrayList<>(rules);
    more.add(Objects.requireNonNull(rule));
    return of(more);
  }

  /**
   * The same without what rules allow to this very principal, on whatever conditions. What is
   * allowed to everybody stays allowed, unless {@code principal} is {@code *}.
   *
   * @param operations all of them if there are none
   */
  public KeyPolicy deny(String principal, PolicyOperation... operations) {
    Set<PolicyOperation> denied =
        operations.length == 0
            ? EnumSet.allOf(PolicyOperation.class)
            : EnumSet.copyOf(List.of(operations));
    List<PolicyRule> left = new ArrayList<>();
    for (PolicyRule rule : rules) {
      if (rule.principal().equals(principal)) {
        Set<PolicyOperation> still = EnumSet.copyOf(rule.operations());
        still.removeAll(denied);
        if (!still.isEmpty()) {
          left.add(rule.allowing(still));
        }
      } else {
        left.add(rule);
      }
    }
    return left.equals(rules) ? this : of(left);
  }

  /** Whether somebody may change it, at any time to come. */
  public boolean canBeChanged() {
    return rules.stream()
        .anyMatch(
            rule ->
                rule.operations().contains(PolicyOperation.CHANGE_POLICY)
                    && rule.notAfter().isEmpty());
  }

  /**
   * Whether a caller of these names may do this.
   *
   * @param context of the ciphertext; null where it is not known yet, and what depends on it is
   *     allowed
   */
  public PolicyDecision decide(
      Set<String> names, PolicyOperation operation, Map<String, String> context, Instant now) {
    PolicyRule nearest = null;
    for (PolicyRule rule : rules) {
      if (rule.isAbout(names) && rule.operations().contains(operation)) {
        if (!rule.isIn(now) || context != null && !hasAll(context, rule)) {
          nearest = rule;
        } else {
          return new PolicyDecision(true, "allowed by its policy: " + rule);
        }
      }
    }
    return new PolicyDecision(
        false,
        nearest == null
            ? "no rule of its policy allows it"
            : "its policy allows it on other conditions only: " + nearest);
  }

  private static boolean hasAll(Map<String, String> context, PolicyRule rule) {
    return context.entrySet().containsAll(rule.context().entrySet());
  }

  /** The rules that say yes to a caller whatever time it is and whatever the context. */
  long certain(Optional<Set<String>> names) {
    long bits = 0;
    for (PolicyRule rule : rules) {
      boolean about =
          names.map(rule::isAbout).orElseGet(() -> rule.principal().equals(PolicyRule.EVERYBODY));
      if (about && rule.isUnconditional()) {
        for (PolicyOperation operation : rule.operations()) {
          bits |= operation.bit();
        }
      }
    }
    return bits;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyPolicy that
        && unrestricted == that.unrestricted
        && rules.equals(that.rules);
  }

  @Override
  public int hashCode() {
    return rules.hashCode();
  }

  /** For people: one rule a line. */
  @Override
  public String toString() {
    return unrestricted
        ? "everybody may do everything"
        : String.join("\n", rules.stream().map(PolicyRule::toString).toList());
  }
}
