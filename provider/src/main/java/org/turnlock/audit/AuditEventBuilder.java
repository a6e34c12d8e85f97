// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** An event while it is put together, by one thread. */
public final class AuditEventBuilder {
  /** Characters: two policies in full, and more. */
  private static final int MOST_PARAMETERS = 1 << 20;

  Instant time = Instant.EPOCH;
  AuditAction action;
  String principal = "";
  AuditedKey key;
  String algorithm = "";
  String mechanism = "";
  long inputBytes = -1;
  long outputBytes = -1;
  private Supplier<Map<String, String>> pairs = Map::of;
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

  public AuditAction action() {
    return action;
  }

  public Instant time() {
    return time;
  }

  public String principal() {
    return principal;
  }

  /** Null for what is about no single key. */
  public AuditedKey key() {
    return key;
  }

  public String algorithm() {
    return algorithm;
  }

  public String mechanism() {
    return mechanism;
  }

  public long inputBytes() {
    return inputBytes;
  }

  public long outputBytes() {
    return outputBytes;
  }

  public long durationNanos() {
    return durationNanos;
  }

  public int tokenCalls() {
    return tokenCalls;
  }

  /** See {@link AuditEvent#mayBeLeftOut()}. */
  public boolean mayBeLeftOut() {
    return AuditEvent.mayBeLeftOut(action, outcome);
  }

  public AuditEventBuilder principal(String name) {
    principal = AuditText.shortened(name);
    return this;
  }

  public AuditEventBuilder key(AuditedKey about) {
    key = about;
    return this;
  }

  public AuditEventBuilder algorithm(String jca) {
    algorithm = AuditText.shortened(jca);
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

  /** The encryption context; asked for only if there will be an event. */
  public AuditEventBuilder context(Supplier<Map<String, String>> given) {
    pairs = given;
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
    parameters = AuditText.shortened(parameters, MOST_PARAMETERS);
    context = AuditText.shortened(pairs.get(), AuditText.LONGEST);
    return new AuditEvent(this, origin, number);
  }
}
