// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Texts of events, cut where they are so long that nobody would read them. Many are up to those who
 * use keys: a record must not become too long for a trail by what they call things.
 */
final class AuditText {
  /** Characters of one text. */
  static final int LONGEST = 1 << 16;

  private static final String CUT = "...";

  private AuditText() {}

  /** The text; or as much of it as may be, and how long it was. */
  static String shortened(String text) {
    return shortened(text, LONGEST);
  }

  private static String shortened(String text, int most) {
    return text.length() <= most
        ? text
        : text.substring(0, most) + CUT + " (" + text.length() + " characters)";
  }

  /**
   * The pairs; or, by their names, as many as have this many characters together, and how many more
   * there were.
   */
  static Map<String, String> shortened(Map<String, String> texts, int most) {
    if (texts.isEmpty()) {
      return Map.of();
    }
    long length = 0;
    for (Map.Entry<String, String> text : texts.entrySet()) {
      length += text.getKey().length() + text.getValue().length();
    }
    return length <= most ? Map.copyOf(texts) : cut(new TreeMap<>(texts), most);
  }

  private static Map<String, String> cut(TreeMap<String, String> texts, int most) {
    Map<String, String> kept = new HashMap<>();
    int room = most;
    while (room > 0 && !texts.isEmpty()) {
      Map.Entry<String, String> next = texts.pollFirstEntry();
      String name = shortened(next.getKey(), room);
      room = Math.max(0, room - name.length());
      String value = shortened(next.getValue(), room);
      room = Math.max(0, room - value.length());
      kept.put(name, value);
    }
    if (!texts.isEmpty()) {
      kept.put(CUT, texts.size() + " more");
    }
    return Map.copyOf(kept);
  }
}
