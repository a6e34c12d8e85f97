// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** One JSON object on one line, in UTF-8, written from left to right. Used again and again. */
public final class JsonLine {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[1024];
  private int length;
  private boolean first = true;

  /** Nothing is begun. */
  public JsonLine() {}

  /** Begins anew. */
  public JsonLine begin() {
    length = 0;
    first = true;
    put('{');
    return this;
  }

  /** Ends the object; without the line's end. */
  public JsonLine end() {
    put('}');
    return this;
  }

  public JsonLine field(String name, String value) {
    name(name);
    string(value);
    return this;
  }

  /** The same, left out if it is empty. */
  public JsonLine optional(String name, String value) {
    return value.isEmpty() ? this : field(name, value);
  }

  public JsonLine field(String name, long value) {
    name(name);
    number(value);
    return this;
  }

  /** The same, left out if it is negative. */
  public JsonLine optional(String name, long value) {
    return value < 0 ? this : field(name, value);
  }

  public JsonLine field(String name, boolean value) {
    name(name);
    ascii(value ? "true" : "false");
    return this;
  }

  /** An object of strings, in the order of their names, left out if it is empty. */
  public JsonLine optional(String name, Map<String, String> values) {
    if (!values.isEmpty()) {
      open(name);
      new TreeMap<>(values).forEach(this::field);
      close();
    }
    return this;
  }

  /** Begins an object within. */
  public JsonLine open(String name) {
    name(name);
    put('{');
    first = true;
    return this;
  }

  /** Ends the object within. */
  public JsonLine close() {
    put('}');
    first = false;
    return this;
  }

  /** What is written so far; good until the next call. */
  public byte[] array() {
    return bytes;
  }

  public int length() {
    return length;
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private void name(String name) {
    if (!first) {
      put(',');
    }
    first = false;
    string(name);
    put(':');
  }

  private void string(String value) {
    put('"');
    makeRoom(value.length());
    int plain = 0;
    while (plain < value.length() && isPlain(value.charAt(plain))) {
      bytes[length++] = (byte) value.charAt(plain++);
    }
    if (plain < value.length()) {
      withEscapes(value, plain);
    }
    put('"');
  }

  private static boolean isPlain(char c) {
    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
  }

  private void withEscapes(String value, int from) {
    for (int i = from; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= 0x20 && c < 0x7F) {
        if (c == '"' || c == '\\') {
          put('\\');
        }
        put(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        utf8(value.substring(i, i + 2));
        i++;
      } else if (c < 0xA0 || Character.isSurrogate(c)) {
        escape(c);
      } else {
        utf8(String.valueOf(c));
      }
    }
  }

  private void utf8(String text) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      put(b);
    }
  }

  private void escape(char c) {
    ascii("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      put(HEX[c >> shift & 0xF]);
    }
  }

  private void number(long value) {
    ascii(Long.toString(value));
  }

  private void ascii(String text) {
    makeRoom(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  private void put(int b) {
    makeRoom(1);
    bytes[length++] = (byte) b;
  }

  private void makeRoom(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
