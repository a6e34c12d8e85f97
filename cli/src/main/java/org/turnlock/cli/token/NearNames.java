// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.token;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Aliases that somebody may have meant. */
final class NearNames {
  private static final int MOST = 3;

  private NearNames() {}

  /** What to add to a message that says that there is no such name. */
  static String hint(String name, List<String> aliases) {
    List<String> near = name.isEmpty() ? List.of() : to(name, aliases);
    return near.isEmpty()
        ? "; see: turnlock key list"
        : "; did you mean '" + String.join("' or '", near) + "'?";
  }

  /** The nearest first. */
  static List<String> to(String name, List<String> aliases) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return aliases.stream()
        .filter(alias -> isNear(wanted, alias.toLowerCase(Locale.ROOT)))
        .sorted(Comparator.comparingInt(alias -> distance(wanted, alias.toLowerCase(Locale.ROOT))))
        .limit(MOST)
        .toList();
  }

  private static boolean isNear(String wanted, String alias) {
    return distance(wanted, alias) <= 1 + Math.min(wanted.length(), alias.length()) / 4
        || (wanted.length() > 2 && (alias.startsWith(wanted) || wanted.startsWith(alias)));
  }

  /** How many letters differ, are missing or too many (Levenshtein). */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int i = 0; i <= b.length(); i++) {
      above[i] = i;
    }
    for (int row = 1; row <= a.length(); row++) {
      int[] here = new int[b.length() + 1];
      here[0] = row;
      for (int i = 1; i <= b.length(); i++) {
        int same = above[i - 1] + (a.charAt(row - 1) == b.charAt(i - 1) ? 0 : 1);
        here[i] = Math.min(same, 1 + Math.min(above[i], here[i - 1]));
      }
      above = here;
    }
    return above[b.length()];
  }
}
