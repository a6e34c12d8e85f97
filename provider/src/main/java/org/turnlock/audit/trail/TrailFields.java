// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.util.Map;
import java.util.Set;
import org.turnlock.audit.AuditAction;

/**
 * The fields of a record that tells of the trail itself.
 *
 * @param all as they were read
 * @param parameters what is told
 */
record TrailFields(Map<String, Object> all, Map<?, ?> parameters) {
  /**
   * Of a record's fields.
   *
   * @throws IllegalArgumentException if the record is of something else
   */
  static TrailFields of(Map<String, Object> fields) {
    if (!AuditAction.TRAIL.text().equals(fields.get("eventName"))
        || !(fields.get("parameters") instanceof Map<?, ?> parameters)
        || !(parameters.get("event") instanceof String)
        || !(parameters.get("chain") instanceof String)) {
      throw new IllegalArgumentException("no record of the trail");
    }
    return new TrailFields(fields, parameters);
  }

  /**
   * Makes sure of these.
   *
   * @throws IllegalArgumentException if it tells of another event, or lacks a parameter
   */
  void require(String event, String... names) {
    if (!event().equals(event)) {
      throw new IllegalArgumentException("no '" + event + "'");
    }
    for (String name : names) {
      if (parameter(name).isEmpty()) {
        throw new IllegalArgumentException("'" + name + "' is missing");
      }
    }
    if (has("through")) {
      number("through");
    }
  }

  String event() {
    return parameter("event");
  }

  /** Whether a writer ends with it. */
  boolean closes() {
    return event().equals("end");
  }

  /** Whether it may come after that: what it takes to have the end signed. */
  boolean mayFollowEnd() {
    return Set.of("head", "key", "tampered", "unsigned").contains(event());
  }

  String chain() {
    return parameter("chain");
  }

  boolean has(String name) {
    return parameters.containsKey(name);
  }

  /** Empty if it is not there. */
  String parameter(String name) {
    return parameters.get(name) instanceof String text ? text : "";
  }

  long number(String name) {
    return Long.parseLong(parameter(name));
  }

  String time() {
    return all.get("eventTime") instanceof String text ? text : "";
  }

  String id() {
    return all.get("eventID") instanceof String text ? text : "";
  }

  String host() {
    return within("process", "host");
  }

  String tokenLabel() {
    return within("token", "label");
  }

  String tokenSerial() {
    return within("token", "serial");
  }

  private String within(String object, String name) {
    return all.get(object) instanceof Map<?, ?> map && map.get(name) instanceof String text
        ? text
        : "";
  }
}
