// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/**
 * The name of a file that stands for a data object: {@code application~label~random}. What is not a
 * lower-case letter, a digit or a dash is percent-encoded: some file systems do not tell upper from
 * lower case.
 */
record DataFileName(String application, String label, String unique) {
  private static final Pattern FORM = Pattern.compile("([a-z0-9%-]*)~([a-z0-9%-]*)~([0-9a-f]{32})");
  private static final int LONGEST = 240;

  static DataFileName of(String application, String label) {
    DataFileName name = new DataFileName(application, label, WriterId.random().hex());
    if (name.toString().length() > LONGEST) {
      throw new TokenException(
          Reason.NOT_WRITABLE, "'" + label + "' is too long for the name of a file");
    }
    return name;
  }

  /** What the names of all of an application begin with. */
  static String prefix(String application) {
    return encode(application) + "~";
  }

  /** What the names of all of one label begin with. */
  static String prefix(String application, String label) {
    return prefix(application) + encode(label) + "~";
  }

  /** Empty for other files. */
  static Optional<DataFileName> parse(String name) {
    Matcher match = FORM.matcher(name);
    if (!match.matches()) {
      return Optional.empty();
    }
    DataFileName parsed =
        new DataFileName(decode(match.group(1)), decode(match.group(2)), match.group(3));
    return parsed.toString().equals(name) ? Optional.of(parsed) : Optional.empty();
  }

  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '-';
      encoded.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02x", b));
    }
    return encoded.toString();
  }

  private static String decode(String encoded) {
    byte[] bytes = new byte[encoded.length()];
    int length = 0;
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%' && i + 2 < encoded.length() && hex(encoded, i) >= 0) {
        bytes[length++] = (byte) hex(encoded, i);
        i += 2;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static int hex(String encoded, int percent) {
    try {
      return Integer.parseInt(encoded.substring(percent + 1, percent + 3), 16);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  @Override
  public String toString() {
    return prefix(application, label) + unique;
  }
}
