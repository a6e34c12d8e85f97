// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a JSON object as this package writes them: objects, strings, whole numbers, true and false;
 * no blanks, no name twice. Everything else is refused.
 */
final class Json {
  private static final int DEEPEST = 8;

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /**
   * The fields, in their order: String, Long, Boolean or Map.
   *
   * @throws IllegalArgumentException if it is something else, saying where
   */
  static Map<String, Object> object(String text) {
    Json json = new Json(text);
    Map<String, Object> fields = json.object(0);
    if (json.at != text.length()) {
      throw json.wrong("nothing follows the object");
    }
    return fields;
  }

  private Map<String, Object> object(int depth) {
    if (depth > DEEPEST) {
      throw wrong("objects are not that deep");
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    expect('{');
    if (peek() == '}') {
      at++;
      return fields;
    }
    while (true) {
      String name = string();
      expect(':');
      if (fields.put(name, value(depth)) != null) {
        throw wrong("'" + name + "' is there once");
      }
      if (peek() != ',') {
        expect('}');
        return fields;
      }
      at++;
    }
  }

  private Object value(int depth) {
    return switch (peek()) {
      case '"' -> string();
      case '{' -> object(depth + 1);
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      default -> number();
    };
  }

  private Object literal(String word, boolean value) {
    if (!text.startsWith(word, at)) {
      throw wrong("a value is expected");
    }
    at += word.length();
    return value;
  }

  private Long number() {
    int from = at;
    if (peek() == '-') {
      at++;
    }
    int digits = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    boolean leadingZero = at - digits > 1 && text.charAt(digits) == '0';
    if (at == digits || at - digits > 18 || leadingZero) {
      at = from;
      throw wrong("a value is expected");
    }
    return Long.valueOf(text.substring(from, at));
  }

  private String string() {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return value.toString();
      } else if (c == '\\') {
        value.append(escaped());
      } else if (c < 0x20) {
        throw wrong("a control character is escaped");
      } else {
        value.append(c);
      }
    }
  }

  private char escaped() {
    char c = next();
    if (c == '"' || c == '\\') {
      return c;
    }
    if (c != 'u' || at + 4 > text.length()) {
      throw wrong("an escape is expected");
    }
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw wrong("four hexadecimal digits are expected");
      }
      code = code << 4 | digit;
    }
    return (char) code;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private char next() {
    if (at >= text.length()) {
      throw wrong("more is expected");
    }
    return text.charAt(at++);
  }

  private void expect(char c) {
    if (next() != c) {
      at--;
      throw wrong("'" + c + "' is expected");
    }
  }

  private IllegalArgumentException wrong(String rule) {
    return new IllegalArgumentException("at character " + (at + 1) + ": " + rule);
  }
}
