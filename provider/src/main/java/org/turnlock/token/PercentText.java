// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.io.ByteArrayOutputStream;

/** The values of attributes in PKCS#11 URIs (RFC 7512), as they are written. */
public final class PercentText {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:[]@!$'()*+,=";

  private PercentText() {}

  /**
   * The bytes that a value stands for.
   *
   * @param alsoAllowed characters that stand for themselves besides those that always do
   * @throws IllegalArgumentException saying what is wrong, without the value
   */
  public static byte[] decode(String text, String alsoAllowed) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int high = i + 2 < text.length() ? hexDigit(text.charAt(i + 1)) : -1;
        int low = i + 2 < text.length() ? hexDigit(text.charAt(i + 2)) : -1;
        if (high < 0 || low < 0) {
          throw new IllegalArgumentException("'%' stands before two hexadecimal digits");
        }
        bytes.write(high << 4 | low);
        i += 2;
      } else if (UNRESERVED.indexOf(c) >= 0 || alsoAllowed.indexOf(c) >= 0) {
        bytes.write(c);
      } else {
        throw new IllegalArgumentException(
            "a character must be written as %XX: one other than letters, digits"
                + " and -._~:[]@!$'()*+,="
                + alsoAllowed);
      }
    }
    return bytes.toByteArray();
  }

  private static int hexDigit(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
