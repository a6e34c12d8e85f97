// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.console;

import java.nio.charset.Charset;
import java.util.Map;

/**
 * What standard output can show.
 *
 * @param colour a terminal that takes colours, whose user has not said no
 * @param unicode characters outside ASCII
 */
public record Display(boolean colour, boolean unicode) {
  /** The least. */
  public static final Display PLAIN = new Display(false, false);

  /** See no-color.org: NO_COLOR set to anything but nothing means none. */
  public static Display of(Map<String, String> variables, boolean terminal, Charset charset) {
    boolean wanted = variables.getOrDefault("NO_COLOR", "").isEmpty();
    boolean able = terminal && !"dumb".equals(variables.get("TERM"));
    return new Display(wanted && able, charset.newEncoder().canEncode('\u2713'));
  }

  /** Marks a step that went well. */
  public String done() {
    return colour("32", unicode ? "\u2713" : "ok");
  }

  /** Marks a step that was left out. */
  public String skipped() {
    return colour("33", unicode ? "\u2013" : "--");
  }

  /** Marks what is wrong. */
  public String failed() {
    return colour("31", unicode ? "\u2717" : "XX");
  }

  /** Marks what to beware of. */
  public String warning() {
    return colour("33", unicode ? "\u26a0" : "!!");
  }

  /** The unit. */
  public String microseconds() {
    return unicode ? "\u00b5s" : "us";
  }

  /** Says less loudly. */
  public String faint(String text) {
    return colour("2", text);
  }

  private String colour(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
