// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.console;

/**
 * Text as a terminal shows it. Names of keys come from others: what they hold must neither steer
 * the terminal nor push columns out of line.
 */
public final class Text {
  private Text() {}

  /** The text with a mark in place of what would steer a terminal. */
  public static String safe(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (steers(point)) {
                shown.append(String.format("\\u%04x", point));
              } else {
                shown.appendCodePoint(point);
              }
            });
    return shown.toString();
  }

  private static boolean steers(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      // Marks that turn the direction of what follows; the joiners of scripts and emoji may stay.
      case Character.FORMAT -> point != 0x200C && point != 0x200D;
      default -> false;
    };
  }

  /** How many columns of a terminal the text takes. */
  public static int width(String text) {
    return text.codePoints().map(Text::width).sum();
  }

  private static int width(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(point) ? 2 : 1;
    };
  }

  /** The blocks of Unicode's East Asian Width W and F, as a terminal draws them. */
  private static boolean isWide(int point) {
    return point >= 0x1100
        && (point <= 0x115F
            || (point >= 0x2E80 && point <= 0xA4CF && point != 0x303F)
            || (point >= 0xAC00 && point <= 0xD7A3)
            || (point >= 0xF900 && point <= 0xFAFF)
            || (point >= 0xFE30 && point <= 0xFE6F)
            || (point >= 0xFF00 && point <= 0xFF60)
            || (point >= 0xFFE0 && point <= 0xFFE6)
            || (point >= 0x1F300 && point <= 0x1FAFF)
            || (point >= 0x20000 && point <= 0x3FFFD));
  }

  /** The text, or as much of its beginning as fits, and a mark that there is more. */
  public static String fit(String text, int columns, String mark) {
    if (width(text) <= columns) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int left = columns - width(mark);
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      left -= width(point);
      if (left < 0) {
        break;
      }
      kept.appendCodePoint(point);
      at += Character.charCount(point);
    }
    return kept.append(mark).toString();
  }
}
