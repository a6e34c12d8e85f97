// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

/** Events as JSON, in the spirit of CloudTrail; docs/formats.md has the schema. */
public final class AuditJson {
  private static final String VERSION = "1.0";

  private AuditJson() {}

  /** An event as a line of its own. */
  public static String text(AuditEvent event) {
    JsonLine line = new JsonLine().begin();
    write(event, line);
    return line.end().toString();
  }

  /** Writes the fields of an event into an object that was begun. */
  public static void write(AuditEvent event, JsonLine line) {
    line.field("eventVersion", VERSION)
        .field("eventID", event.id())
        .field("eventTime", event.time())
        .repeated(0, event.action(), AuditJson::action)
        .repeated(1, event.outcome(), (it, to) -> to.field("outcome", it.text()))
        .repeated(2, event.principal(), (it, to) -> to.optional("principal", it))
        .repeated(3, event.origin(), AuditJson::origin);
    event.key().ifPresent(key -> line.repeated(4, key, AuditJson::key));
    line.repeated(5, event.algorithm(), (it, to) -> to.optional("algorithm", it))
        .repeated(6, event.mechanism(), (it, to) -> to.optional("mechanism", it))
        .optional("inputBytes", event.inputBytes())
        .optional("outputBytes", event.outputBytes())
        .optional("encryptionContext", event.context());
    event.error().ifPresent(error -> error(error, line));
    line.field("durationNanos", event.durationNanos())
        .optional("tokenCalls", event.tokenCalls())
        .optional("parameters", event.parameters());
  }

  private static void action(AuditAction action, JsonLine line) {
    line.field("eventName", action.text())
        .field("eventType", action.kind().text())
        .field("readOnly", action.readOnly());
  }

  private static void origin(AuditOrigin origin, JsonLine line) {
    line.open("process")
        .field("host", origin.host())
        .field("pid", origin.processId())
        .field("application", origin.application())
        .close();
    line.open("token")
        .field("label", origin.tokenLabel())
        .field("serial", origin.tokenSerial())
        .field("provider", origin.provider())
        .close();
  }

  private static void key(AuditedKey key, JsonLine line) {
    line.open("key").field("alias", key.alias());
    if (key.version() > 0) {
      line.field("version", key.version());
    }
    line.optional("id", key.id()).close();
  }

  private static void error(AuditError error, JsonLine line) {
    line.open("error")
        .field("type", error.type())
        .optional("reason", error.reason())
        .optional("cryptoki", error.cryptoki())
        .field("message", error.message())
        .close();
  }
}
