// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How each line begins: {@code {"seq":N,"prev":"…",} with the line's number and the hash of the line
 * before, in hexadecimal. At fixed places, so that the links are checked without reading JSON.
 */
final class TrailLine {
  /** Characters of a hash. */
  static final int HASH = 64;

  /** What the first line of a chain has for the line before. */
  static final String NOTHING_BEFORE = "0".repeat(HASH);

  static final byte END = '\n';

  static final byte[] SEQ = ascii("{\"seq\":");
  static final byte[] PREV = ascii(",\"prev\":\"");
  private static final byte[] NAME = ascii("\"eventName\":\"");
  private static final byte[] TRAIL = ascii("Trail\"");
  private static final byte[] SKIPS = skips();
  private static final int MOST_DIGITS = 18;

  private long seq;
  private int prev;

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads the beginning of a line, given without its end; false if it is no record. */
  boolean read(byte[] bytes, int from, int to) {
    if (!at(SEQ, bytes, from, to)) {
      return false;
    }
    int i = from + SEQ.length;
    int digits = i;
    long number = 0;
    while (i < to && i - digits <= MOST_DIGITS && bytes[i] >= '0' && bytes[i] <= '9') {
      number = 10 * number + bytes[i++] - '0';
    }
    if (i == digits || i - digits > MOST_DIGITS || bytes[digits] == '0') {
      return false;
    }
    int hash = i + PREV.length;
    if (!at(PREV, bytes, i, to) || hash + HASH + 2 >= to || bytes[to - 1] != '}') {
      return false;
    }
    seq = number;
    prev = hash;
    return bytes[hash + HASH] == '"' && bytes[hash + HASH + 1] == ',';
  }

  /** Whether what stands there for the hash of the line before is one. */
  boolean hasHash(byte[] bytes) {
    for (int i = prev; i < prev + HASH; i++) {
      if ((bytes[i] < '0' || bytes[i] > '9') && (bytes[i] < 'a' || bytes[i] > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** The number of the line that was read last. */
  long seq() {
    return seq;
  }

  /** Where its hash of the line before begins. */
  int prev() {
    return prev;
  }

  /** Where all that follows {@code prev} begins. */
  int body() {
    return prev + HASH + 2;
  }

  /**
   * Whether the line that was read last tells of the trail itself. Values cannot imitate the name:
   * a quotation mark within one is escaped.
   */
  boolean isOfTrail(byte[] bytes, int to) {
    int last = NAME.length - 1;
    int i = body() + last;
    while (i < to) {
      if (bytes[i] == NAME[last] && at(NAME, bytes, i - last, to)) {
        return at(TRAIL, bytes, i + 1, to);
      }
      i += SKIPS[bytes[i] & 0xFF];
    }
    return false;
  }

  /** How far the name is away at least, by the byte where its end could be (Horspool). */
  private static byte[] skips() {
    byte[] skips = new byte[256];
    Arrays.fill(skips, (byte) NAME.length);
    for (int i = 0; i < NAME.length - 1; i++) {
      skips[NAME[i]] = (byte) (NAME.length - 1 - i);
    }
    return skips;
  }

  static boolean at(byte[] text, byte[] bytes, int from, int to) {
    return from >= 0
        && from + text.length <= to
        && Arrays.equals(bytes, from, from + text.length, text, 0, text.length);
  }
}
