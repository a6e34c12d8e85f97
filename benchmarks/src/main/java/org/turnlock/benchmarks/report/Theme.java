// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import java.awt.Color;
import java.awt.Font;

/**
 * The colours of a page.
 *
 * @param dark whether for dark pages
 * @param suffix of the file's name
 * @param page behind everything
 * @param text of titles
 * @param quiet text of axes, and lines that are looked at second
 * @param grid of the plot
 */
record Theme(boolean dark, String suffix, Color page, Color text, Color quiet, Color grid) {
  static final Theme LIGHT =
      new Theme(
          false,
          "",
          new Color(0xffffff),
          new Color(0x1f2328),
          new Color(0x59636e),
          new Color(0xe4e8ed));
  static final Theme DARK =
      new Theme(
          true,
          "-dark",
          new Color(0x0d1117),
          new Color(0xf0f6fc),
          new Color(0x9198a1),
          new Color(0x262c36));

  static Font plain() {
    return new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  }

  static Font bold(int size) {
    return new Font(Font.SANS_SERIF, Font.BOLD, size);
  }
}
