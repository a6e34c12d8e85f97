// SPDX-License-Identifier: Apache-2.0
package org.turnlock.policy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One thing that a policy allows: a principal may do these operations, if need be with an
 * encryption context that has certain pairs only, and within a time. Immutable.
 *
 * <pre>{@code
 * PolicyRule.allow("app:payments", ENCRYPT, DECRYPT).withContext(Map.of("tenant", "acme"))
 * }</pre>
 *
 * @param principal a caller's name exactly, or {@code *} for everybody
 * @param operations in their order
 * @param context pairs that the encryption context must have, among others
 * @param notBefore to the second
 * @param notAfter the end itself is out; to the second
 */
public record PolicyRule(
    String principal,
    Set<PolicyOperation> operations,
    SortedMap<String, String> context,
    Optional<Instant> notBefore,
    Optional<Instant> notAfter) {
  /** The principal of rules that are for everybody. */
  public static final String EVERYBODY = "*";

  private static final int LONGEST_PRINCIPAL = 1024;
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  /**
   * @throws IllegalArgumentException if the rule allows nothing, or asks for a context where none
   *     goes with an operation
   */
  public PolicyRule {
    if (principal.isBlank() || principal.length() > LONGEST_PRINCIPAL) {
      throw new IllegalArgumentException(
          "a policy names a principal of at most " + LONGEST_PRINCIPAL + " characters, or *");
    }
    requireText(principal);
    context.forEach(
        (name, value) -> {
          requireText(name);
          requireText(value);
        });
    if (operations.isEmpty()) {
      throw new IllegalArgumentException(
          "a rule allows '" + principal + "' one operation at least");
    }
    operations = Collections.unmodifiableSet(EnumSet.copyOf(operations));
    context = Collections.unmodifiableSortedMap(new TreeMap<>(context));
    notBefore = notBefore.map(PolicyRule::second);
    notAfter = notAfter.map(PolicyRule::second);
    if (!context.isEmpty()) {
      requireContext(operations);
    }
    if (context.containsKey("")) {
      throw new IllegalArgumentException("a name in an encryption context must not be empty");
    }
    if (notBefore.isPresent()
        && notAfter.isPresent()
        && !notBefore.get().isBefore(notAfter.get())) {
      throw new IllegalArgumentException(
          "a rule that ends on "
              + notAfter.get()
              + " must begin before, not on "
              + notBefore.get());
    }
  }

  private static void requireText(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException("a policy holds no half of a surrogate pair");
    }
  }

  private static void requireContext(Set<PolicyOperation> operations) {
    List<PolicyOperation> without = operations.stream().filter(it -> !it.hasContext()).toList();
    if (!without.isEmpty()) {
      throw new IllegalArgumentException(
          "no encryption context goes with "
              + text(without)
              + ": allow that in a rule of its own, without context");
    }
  }

  private static Instant second(Instant time) {
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw new IllegalArgumentException("a rule's times are in the years 1 to 9999, not " + time);
    }
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Allows a principal these operations, always. */
  public static PolicyRule allow(String principal, PolicyOperation... operations) {
    return allow(principal, List.of(operations));
  }

  /** Allows a principal these operations, always. */
  public static PolicyRule allow(String principal, Collection<PolicyOperation> operations) {
    return new PolicyRule(
        Objects.requireNonNull(principal),
        operations.isEmpty() ? Set.of() : EnumSet.copyOf(operations),
        new TreeMap<>(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, only where the encryption context has these pairs, among others. */
  public PolicyRule withContext(Map<String, String> pairs) {
    return new PolicyRule(principal, operations, new TreeMap<>(pairs), notBefore, notAfter);
  }

  /** The same, from a time on. */
  public PolicyRule from(Instant time) {
    return new PolicyRule(principal, operations, context, Optional.of(time), notAfter);
  }

  /** The same, up to a time. */
  public PolicyRule until(Instant time) {
    return new PolicyRule(principal, operations, context, notBefore, Optional.of(time));
  }

  PolicyRule allowing(Set<PolicyOperation> others) {
    return new PolicyRule(principal, others, context, notBefore, notAfter);
  }

  /** Whether it allows the same principal something on the same conditions. */
  boolean isSameBut(PolicyRule other) {
    return principal.equals(other.principal)
        && context.equals(other.context)
        && notBefore.equals(other.notBefore)
        && notAfter.equals(other.notAfter);
  }

  boolean isAbout(Set<String> names) {
    return principal.equals(EVERYBODY) || names.contains(principal);
  }

  /** Whether it says yes whatever the time and the encryption context. */
  boolean isUnconditional() {
    return context.isEmpty() && notBefore.isEmpty() && notAfter.isEmpty();
  }

  boolean isIn(Instant now) {
    return notBefore.filter(now::isBefore).isEmpty()
        && notAfter.filter(end -> !now.isBefore(end)).isEmpty();
  }

  static String text(Collection<PolicyOperation> operations) {
    return operations.stream().map(PolicyOperation::text).collect(Collectors.joining(", "));
  }

  /** For people: {@code app:payments may encrypt, decrypt, with context tenant=acme}. */
  @Override
  public String toString() {
    return principal + " may " + text(operations) + conditions();
  }

  /** On what conditions; empty for none. */
  String conditions() {
    StringBuilder text = new StringBuilder();
    if (!context.isEmpty()) {
      text.append(", with context ")
          .append(
              context.entrySet().stream()
                  .map(pair -> pair.getKey() + "=" + pair.getValue())
                  .collect(Collectors.joining(", ")));
    }
    notBefore.ifPresent(time -> text.append(", from ").append(time));
    notAfter.ifPresent(time -> text.append(", until ").append(time));
    return text.toString();
  }
}
