// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.console;

/** Text for a POSIX shell. */
public final class Shell {
  private Shell() {}

  /** A word that a shell reads as this text. */
  public static String word(Object text) {
    String word = text.toString();
    return word.matches("[\\w./:@%+,=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
