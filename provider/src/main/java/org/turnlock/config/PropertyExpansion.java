// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.io.File;

/** Replaces <code>${java.home}</code> by the system property, and <code>${/}</code> by a slash. */
final class PropertyExpansion {
  private PropertyExpansion() {}

  static String expand(String text) throws BadValue {
    StringBuilder expanded = new StringBuilder();
    int from = 0;
    while (true) {
      int open = text.indexOf("${", from);
      int close = open < 0 ? -1 : text.indexOf('}', open);
      if (close < 0) {
        return expanded.append(text, from, text.length()).toString();
      }
      expanded.append(text, from, open).append(property(text.substring(open + 2, close)));
      from = close + 1;
    }
  }

  private static String property(String name) throws BadValue {
    if (name.equals("/")) {
      return File.separator;
    }
    String value = name.isEmpty() ? null : System.getProperty(name);
    if (value == null) {
      throw new BadValue("there is no system property '" + name + "' to expand");
    }
    return value;
  }
}
