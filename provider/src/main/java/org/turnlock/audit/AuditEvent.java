// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that happened to a key or a provider. Immutable, and made in a fraction of a
 * microsecond: texts are put together by who reads them.
 */
public final class AuditEvent {
  private final AuditOrigin origin;
  private final long number;
  private final Instant time;
  private final AuditAction action;
  private final String principal;
  private final AuditedKey key;
  private final String algorithm;
  private final String mechanism;
  private final long inputBytes;
  private final long outputBytes;
  private final Map<String, String> context;
  private final AuditOutcome outcome;
  private final AuditError error;
  private final long durationNanos;
  private final int tokenCalls;
  private final Map<String, String> parameters;

  AuditEvent(AuditEventBuilder of, AuditOrigin origin, long number) {
    this.origin = origin;
    this.number = number;
    this.time = of.time;
    this.action = Objects.requireNonNull(of.action, "an event needs an action");
    this.principal = of.principal;
    this.key = of.key;
    this.algorithm = of.algorithm;
    this.mechanism = of.mechanism;
    this.inputBytes = of.inputBytes;
    this.outputBytes = of.outputBytes;
    this.context = of.context;
    this.outcome = of.outcome;
    this.error = of.error;
    this.durationNanos = of.durationNanos;
    this.tokenCalls = of.tokenCalls;
    this.parameters = of.parameters;
  }

  /** The provider and the process. */
  public AuditOrigin origin() {
    return origin;
  }

  /** 1 for a provider's first event, then one more each. */
  public long number() {
    return number;
  }

  /** Unique, for ever. */
  public String id() {
    return origin.instance() + "-" + number;
  }

  /** When it began, UTC, as exactly as the system's clock tells. */
  public Instant time() {
    return time;
  }

  public AuditAction action() {
    return action;
  }

  /** On whose behalf; empty if nobody is known. */
  public String principal() {
    return principal;
  }

  /** Empty for what is about no single key. */
  public Optional<AuditedKey> key() {
    return Optional.ofNullable(key);
  }

  /** In the JCA's terms, for example {@code AES/GCM/NoPadding}; empty if it is not known. */
  public String algorithm() {
    return algorithm;
  }

  /** In PKCS#11's terms, for example {@code CKM_AES_GCM}; empty if the token was not needed. */
  public String mechanism() {
    return mechanism;
  }

  /** Bytes given to the key; -1 where that says nothing. */
  public long inputBytes() {
    return inputBytes;
  }

  /** Bytes that came out; -1 where that says nothing. */
  public long outputBytes() {
    return outputBytes;
  }

  /** The encryption context; empty without one. */
  public Map<String, String> context() {
    return context;
  }

  public AuditOutcome outcome() {
    return outcome;
  }

  /** What was wrong; empty after success. */
  public Optional<AuditError> error() {
    return Optional.ofNullable(error);
  }

  /** How long it took, in nanoseconds. */
  public long durationNanos() {
    return durationNanos;
  }

  /** How many calls of the PKCS#11 module it took; -1 where they are not counted. */
  public int tokenCalls() {
    return tokenCalls;
  }

  /** What else there is to say, for example {@code previousVersion} of a rotation. */
  public Map<String, String> parameters() {
    return parameters;
  }

  /** Whether it may be left out by a filter, a sample or a summary: successful uses only. */
  public boolean mayBeLeftOut() {
    return mayBeLeftOut(action, outcome);
  }

  static boolean mayBeLeftOut(AuditAction action, AuditOutcome outcome) {
    return action.kind() == AuditKind.USE
        && action != AuditAction.SUMMARY
        && outcome == AuditOutcome.SUCCESS;
  }

  @Override
  public String toString() {
    return AuditJson.text(this);
  }
}
