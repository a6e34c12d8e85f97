// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One record of a trail, as it was read. Immutable. */
public final class TrailRecord {
  private final Path file;
  private final long line;
  private final String text;
  private final Map<String, Object> fields;

  private TrailRecord(Path file, long line, String text, Map<String, Object> fields) {
    this.file = file;
    this.line = line;
    this.text = text;
    this.fields = fields;
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is no record, saying where it is not
   */
  public static TrailRecord parse(Path file, long line, String text) {
    Map<String, Object> fields = Json.object(text);
    if (!(fields.get("seq") instanceof Long) || !(fields.get("eventName") instanceof String)) {
      throw new IllegalArgumentException("a record has 'seq' and 'eventName'");
    }
    return new TrailRecord(file, line, text, fields);
  }

  public Path file() {
    return file;
  }

  /** From 1. */
  public long line() {
    return line;
  }

  /** The line as it stands there. */
  public String text() {
    return text;
  }

  /** All fields, in their order: String, Long, Boolean or Map. */
  public Map<String, Object> fields() {
    return Collections.unmodifiableMap(fields);
  }

  /** Number within its chain. */
  public long seq() {
    return (Long) fields.get("seq");
  }

  /** When it began; the beginning of 1970 where that cannot be read. */
  public Instant time() {
    try {
      return Instant.parse(text("eventTime"));
    } catch (DateTimeException unreadable) {
      return Instant.EPOCH;
    }
  }

  /** What was done, for example {@code Encrypt}. */
  public String name() {
    return text("eventName");
  }

  /** {@code use}, {@code administration}, {@code login} or {@code system}. */
  public String type() {
    return text("eventType");
  }

  /** {@code success}, {@code refused} or {@code failed}. */
  public String outcome() {
    return text("outcome");
  }

  /** Empty if nobody is known. */
  public String principal() {
    return text("principal");
  }

  /** The key's alias; empty for what is about no single key. */
  public String alias() {
    return text("key", "alias");
  }

  /** The key's version; 0 where none is meant. */
  public int version() {
    return (int) number("key", "version").orElse(0L).longValue();
  }

  /** Bytes given to the key; -1 where that says nothing. */
  public long inputBytes() {
    return number("inputBytes").orElse(-1L);
  }

  /** Bytes that came out; -1 where that says nothing. */
  public long outputBytes() {
    return number("outputBytes").orElse(-1L);
  }

  /** The encryption context; empty without one. */
  public Map<String, String> context() {
    return texts("encryptionContext");
  }

  /** What else there was to say. */
  public Map<String, String> parameters() {
    return texts("parameters");
  }

  /** A text by its name, and that of the object around it first; empty if it is not there. */
  public String text(String... path) {
    return at(path) instanceof String value ? value : "";
  }

  private Optional<Long> number(String... path) {
    return at(path) instanceof Long value ? Optional.of(value) : Optional.empty();
  }

  private Object at(String... path) {
    Object value = fields;
    for (String name : path) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value;
  }

  private Map<String, String> texts(String name) {
    Map<String, String> texts = new HashMap<>();
    if (fields.get(name) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> texts.put(key.toString(), value.toString()));
    }
    return Collections.unmodifiableMap(texts);
  }

  @Override
  public String toString() {
    return text;
  }
}
