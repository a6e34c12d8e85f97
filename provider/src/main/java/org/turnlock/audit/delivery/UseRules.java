// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.delivery;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditKind;
import org.turnlock.audit.UseTelling;

/**
 * How successful uses of keys are told: each, one of so many, summed up, or not at all. Whatever
 * else happens is always told.
 */
public final class UseRules {
  /** Each is told by itself. */
  public static final UseRules ALL = new UseRules(Map.of(), Duration.ofMinutes(1));

  private static final int SUMMED_UP = -1;
  private static final int LEFT_OUT = 0;

  /** One of how many is told, by the action's ordinal. */
  private final int[] rules = new int[AuditAction.values().length];

  private final Duration interval;

  private UseRules(Map<AuditAction, Integer> rules, Duration interval) {
    Arrays.fill(this.rules, 1);
    rules.forEach((action, rule) -> this.rules[action.ordinal()] = rule);
    this.interval = interval;
  }

  /** Each is told, but these not, and of those one in so many. */
  public static UseRules each(Set<AuditAction> omitted, Map<AuditAction, Integer> samples) {
    Map<AuditAction, Integer> rules = new EnumMap<>(AuditAction.class);
    rules.putAll(samples);
    omitted.forEach(action -> rules.put(action, LEFT_OUT));
    return new UseRules(rules, ALL.interval);
  }

  /** All are summed up, but these are not told. */
  public static UseRules summedUp(Set<AuditAction> omitted, Duration interval) {
    Map<AuditAction, Integer> rules = all(SUMMED_UP);
    omitted.forEach(action -> rules.put(action, LEFT_OUT));
    return new UseRules(rules, interval);
  }

  /** None is told. */
  public static UseRules none() {
    return new UseRules(all(LEFT_OUT), ALL.interval);
  }

  private static Map<AuditAction, Integer> all(int rule) {
    Map<AuditAction, Integer> rules = new EnumMap<>(AuditAction.class);
    for (AuditAction action : AuditAction.values()) {
      if (action.kind() == AuditKind.USE && action != AuditAction.SUMMARY) {
        rules.put(action, rule);
      }
    }
    return rules;
  }

  /** The time that one summary is about. */
  Duration interval() {
    return interval;
  }

  UseTelling telling(AuditAction action) {
    return switch (rule(action)) {
      case SUMMED_UP -> UseTelling.SUMMED_UP;
      case LEFT_OUT -> UseTelling.LEFT_OUT;
      default -> UseTelling.EACH;
    };
  }

  /** One of how many is told. */
  int sample(AuditAction action) {
    return rule(action);
  }

  private int rule(AuditAction action) {
    return rules[action.ordinal()];
  }
}
