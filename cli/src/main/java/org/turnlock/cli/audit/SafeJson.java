// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.audit;

import org.turnlock.cli.console.Text;

/** A line of JSON that steers no terminal. */
final class SafeJson {
  private SafeJson() {}

  /**
   * The line itself, or, if somebody has put into a text of it what would steer a terminal, a line
   * of the same meaning.
   */
  static String line(String line) {
    StringBuilder safe = null;
    for (int at = 0; at < line.length(); ) {
      int point = line.codePointAt(at);
      int next = at + Character.charCount(point);
      if (point > '~' && !Text.safe(line.substring(at, next)).equals(line.substring(at, next))) {
        safe = safe == null ? new StringBuilder(line.substring(0, at)) : safe;
        for (int i = at; i < next; i++) {
          safe.append(String.format("\\u%04x", (int) line.charAt(i)));
        }
      } else if (safe != null) {
        safe.appendCodePoint(point);
      }
      at = next;
    }
    return safe == null ? line : safe.toString();
  }
}
