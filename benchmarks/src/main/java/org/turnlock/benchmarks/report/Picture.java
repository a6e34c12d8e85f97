// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jfree.chart.JFreeChart;

/**
 * A chart of the report.
 *
 * @param name of its file, without the end
 * @param description one sentence, for who cannot see it
 * @param width in pixels
 * @param height in pixels
 * @param chart as it looks in a theme
 */
record Picture(
    String name, String description, int width, int height, Function<Theme, JFreeChart> chart) {

  /** Writes it for light pages and for dark ones. */
  void write(Path directory) throws IOException {
    for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
      Files.writeString(
          directory.resolve(name + theme.suffix() + ".svg"),
          Svg.of(chart.apply(theme), width, height, description) + "\n");
    }
  }

  /** What a page shows it with, in GitHub's Markdown. */
  String html(String directory, String cssWidth) {
    return "<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"%s/%s-dark.svg\">"
            .formatted(directory, name)
        + "<img src=\"%s/%s.svg\" width=\"%s\" alt=\"%s\"></picture>"
            .formatted(directory, name, cssWidth, description);
  }
}
