// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** Numbers as a configuration writes them: decimal, hexadecimal after {@code 0x}, bytes. */
final class Numbers {
  private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9a-fA-F]{1,16}");
  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,18}");
  private static final Pattern BYTES = Pattern.compile("0h[0-9a-fA-F]+");

  private Numbers() {}

  /** Whether a word starts as a number does; a sign makes it none. */
  static boolean looksLikeOne(String word) {
    return !word.isEmpty() && word.charAt(0) >= '0' && word.charAt(0) <= '9';
  }

  /** Whether a word starts as a byte array does. */
  static boolean looksLikeBytes(String word) {
    return word.startsWith("0h");
  }

  /** A number of up to 64 bits; hexadecimal ones may have the highest set. */
  static long unsigned(String word) throws BadValue {
    if (HEXADECIMAL.matcher(word).matches()) {
      return Long.parseUnsignedLong(word.substring(2), 16);
    }
    if (DECIMAL.matcher(word).matches()) {
      return Long.parseLong(word);
    }
    throw new BadValue("'" + Tokens.shortened(word) + "' is not a number");
  }

  /** A number within limits. */
  static long between(long least, long most, String word) throws BadValue {
    long number = unsigned(word);
    if (number < least || number > most) {
      throw new BadValue(
          "'" + Tokens.shortened(word) + "' is not a number from " + least + " to " + most);
    }
    return number;
  }

  /** The bytes after {@code 0h}; an odd number of digits has a zero put before it. */
  static byte[] bytes(String word) throws BadValue {
    if (!BYTES.matcher(word).matches()) {
      throw new BadValue("expected hexadecimal digits after 0h");
    }
    String digits = word.substring(2);
    return HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
  }
}
