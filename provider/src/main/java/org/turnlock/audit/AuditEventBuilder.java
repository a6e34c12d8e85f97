// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** An event while it is put together, by one thread. */
public final class AuditEventBuilder {
  Instant time = Instant.EPOCH;
  AuditAction action;
  String principal = "";
  AuditedKey key;
  String algorithm = "";
  String mechanism = "";
  long inputBytes = -1;
  long outputBytes = -1;
  Map<String, String> context = Map.of();
  AuditOutcome outcome = AuditOutcome.SUCCESS;
  AuditError error;
  long durationNanos;
  int tokenCalls = -1;
  Map<String, String> parameters = Map.of();

  /** An event of {@code action} that began at {@code time}. */
  public AuditEventBuilder(AuditAction action, Instant time) {
    this.action = action;
    this.time = time;
  }

  public AuditEventBuilder principal(String name) {
    principal = name;
    return this;
  }

  public AuditEventBuilder key(AuditedKey about) {
    key = about;
    return this;
  }

  public AuditEventBuilder algorithm(String jca) {
    algorithm = jca;
    return this;
  }

  public AuditEventBuilder mechanism(String ckm) {
    mechanism = ckm;
    return this;
  }

  /**
   * @param in bytes given to the key, -1 for unknown
   * @param out bytes that came out, -1 for unknown
   */
  public AuditEventBuilder bytes(long in, long out) {
    inputBytes = in;
    outputBytes = out;
    return this;
  }

  public AuditEventBuilder context(Map<String, String> pairs) {
    context = Map.copyOf(pairs);
    return this;
  }

  /** It did not happen. */
  public AuditEventBuilder failed(AuditOutcome how, AuditError why) {
    outcome = how;
    error = why;
    return this;
  }

  /**
   * @param nanos from beginning to end
   * @param calls of the PKCS#11 module, -1 for not counted
   */
  public AuditEventBuilder took(long nanos, int calls) {
    durationNanos = nanos;
    tokenCalls = calls;
    return this;
  }

  /** Says one thing more. */
  public AuditEventBuilder parameter(String name, String value) {
    if (parameters.isEmpty()) {
      parameters = new TreeMap<>();
    }
    parameters.put(name, value);
    return this;
  }

  /** The event, of one provider, with the number that it gives. */
  public AuditEvent build(AuditOrigin origin, long number) {
    parameters = Map.copyOf(parameters);
    return new AuditEvent(this, origin, number);
  }
}
