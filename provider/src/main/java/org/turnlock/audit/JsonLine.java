// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** One JSON object on one line, in UTF-8, written from left to right. Used again and again. */
public final class JsonLine {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** How many different {@link #repeated} fields are remembered. */
  private static final int PLACES = 8;

  private byte[] bytes = new byte[1024];
  private int length;
  private boolean first = true;
  private long second = Long.MIN_VALUE;
  private String secondText = "";
  private final Object[] repeated = new Object[PLACES];
  private final byte[][] repetitions = new byte[PLACES][];

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

  /** A time, as {@link Instant#toString} has it; those of one second share most of the work. */
  public JsonLine field(String name, Instant time) {
    if (time.getEpochSecond() != second) {
      second = time.getEpochSecond();
      String text = Instant.ofEpochSecond(second).toString();
      secondText = text.substring(0, text.length() - 1);
    }
    name(name);
    put('"');
    ascii(secondText);
    fraction(time.getNano());
    put('Z');
    put('"');
    return this;
  }

  /** In groups of three digits, as few as hold it. */
  private void fraction(int nanos) {
    if (nanos == 0) {
      return;
    }
    put('.');
    int unit = 100_000_000;
    int end = nanos % 1_000_000 == 0 ? 1_000_000 : nanos % 1_000 == 0 ? 1_000 : 1;
    for (int left = nanos; unit >= end; unit /= 10) {
      put('0' + left / unit);
      left %= unit;
    }
  }

  /**
   * Fields, not the first ones, that say the same for the same object: written once as long as they
   * are asked for again and again.
   *
   * @param place among those that are remembered, from 0 to 7
   */
  @SuppressWarnings("ReferenceEquality") // another object that says the same is written anew
  public <T> JsonLine repeated(int place, T same, BiConsumer<T, JsonLine> fields) {
    if (repeated[place] == same) {
      byte[] repetition = repetitions[place];
      makeRoom(repetition.length);
      System.arraycopy(repetition, 0, bytes, length, repetition.length);
      length += repetition.length;
    } else {
      int from = length;
      fields.accept(same, this);
      repetitions[place] = Arrays.copyOfRange(bytes, from, length);
      repeated[place] = same;
    }
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
    int count = value.length();
    makeRoom(count + 1);
    byte[] to = bytes;
    int at = length;
    to[at++] = '"';
    int plain = 0;
    while (plain < count && isPlain(value.charAt(plain))) {
      to[at++] = (byte) value.charAt(plain++);
    }
    length = at;
    if (plain < count) {
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
    int count = text.length();
    makeRoom(count);
    byte[] to = bytes;
    int at = length;
    for (int i = 0; i < count; i++) {
      to[at + i] = (byte) text.charAt(i);
    }
    length = at + count;
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
