// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.sink;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import org.turnlock.audit.AuditError;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditedKey;

/**
 * An audit event as Flight Recorder has it. It is written by the sink's thread, a moment later: its
 * own time says when it began. No stack traces, which would be that thread's.
 */
@Name("org.turnlock.Audit")
@Label("Key Use")
@Description("What was done with a key, or to one")
@Category({"Turnlock", "Audit"})
@StackTrace(false)
final class KeyUseEvent extends Event {
  @Label("Event Id")
  String eventId;

  @Label("Event Name")
  String eventName;

  @Label("Began")
  @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
  long began;

  @Label("Took")
  @Timespan(Timespan.NANOSECONDS)
  long took;

  @Label("Principal")
  String principal;

  @Label("Token")
  String token;

  @Label("Key")
  String alias;

  @Label("Version")
  int version;

  @Label("Algorithm")
  String algorithm;

  @Label("Mechanism")
  String mechanism;

  @Label("Input")
  @DataAmount
  long inputBytes;

  @Label("Output")
  @DataAmount
  long outputBytes;

  @Label("Outcome")
  String outcome;

  @Label("Error")
  String error;

  @Label("Token Calls")
  int tokenCalls;

  @Label("Context")
  String context;

  @Label("Parameters")
  String parameters;

  static void write(AuditEvent event) {
    KeyUseEvent written = new KeyUseEvent();
    if (!written.isEnabled()) {
      return;
    }
    written.eventId = event.id();
    written.eventName = event.action().text();
    written.began = event.time().toEpochMilli();
    written.took = event.durationNanos();
    written.principal = event.principal();
    written.token = event.origin().tokenLabel();
    written.alias = event.key().map(AuditedKey::alias).orElse("");
    written.version = event.key().map(AuditedKey::version).orElse(0);
    written.algorithm = event.algorithm();
    written.mechanism = event.mechanism();
    written.inputBytes = event.inputBytes();
    written.outputBytes = event.outputBytes();
    written.outcome = event.outcome().text();
    written.error = event.error().map(KeyUseEvent::text).orElse("");
    written.tokenCalls = event.tokenCalls();
    written.context = event.context().isEmpty() ? "" : event.context().toString();
    written.parameters = event.parameters().isEmpty() ? "" : event.parameters().toString();
    written.commit();
  }

  private static String text(AuditError error) {
    return error.cryptoki().isEmpty()
        ? error.type() + ": " + error.message()
        : error.type() + " (" + error.cryptoki() + "): " + error.message();
  }
}
