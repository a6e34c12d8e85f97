// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelt name was meant to be. */
final class Spelling {
  private static final int LONGEST = 64;

  private Spelling() {}

  /** The name that is the fewest edits away, unless that is more than about a third of it. */
  static Optional<String> nearest(String word, Collection<String> names) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    return names.stream()
        .min(
            Comparator.comparingInt((String name) -> edits(word, name)).thenComparing(name -> name))
        .filter(name -> edits(word, name) <= Math.max(1, (name.length() + 1) / 3));
  }

  /** Insertions, deletions and replacements between two words, whatever their case. */
  private static int edits(String left, String right) {
    String from = left.toLowerCase(Locale.ROOT);
    String to = right.toLowerCase(Locale.ROOT);
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
