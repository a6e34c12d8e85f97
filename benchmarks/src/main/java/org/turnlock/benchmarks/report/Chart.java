// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.RenderingHints;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** What all charts have in common: a title, one quiet line below it, a legend, no frames. */
final class Chart {
  static final BasicStroke HAIRLINE = new BasicStroke(1);

  private Chart() {}

  static JFreeChart of(String title, String subtitle, Plot plot, Theme theme) {
    plot.setBackgroundPaint(theme.page());
    plot.setOutlineVisible(false);
    JFreeChart chart = new JFreeChart(title, Theme.bold(16), plot, true);
    chart.setBackgroundPaint(theme.page());
    chart.setBorderVisible(false);
    chart
        .getRenderingHints()
        .put(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    chart.setPadding(new RectangleInsets(10, 10, 8, 16));
    left(chart.getTitle(), theme, 4);
    TextTitle below = new TextTitle(subtitle, Theme.plain());
    left(below, theme, 4);
    below.setPaint(theme.quiet());
    LegendTitle legend = chart.getLegend();
    legend.setPosition(RectangleEdge.TOP);
    legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
    legend.setItemFont(Theme.plain());
    legend.setItemPaint(theme.text());
    legend.setBackgroundPaint(null);
    legend.setFrame(BlockBorder.NONE);
    legend.setLegendItemGraphicPadding(new RectangleInsets(2, 2, 2, 4));
    legend.setItemLabelPadding(new RectangleInsets(2, 0, 2, 14));
    legend.setMargin(2, 2, 8, 0);
    chart.removeLegend();
    chart.addSubtitle(below);
    chart.addSubtitle(legend);
    return chart;
  }

  private static void left(TextTitle title, Theme theme, int margin) {
    title.setPaint(theme.text());
    title.setPosition(RectangleEdge.TOP);
    title.setHorizontalAlignment(HorizontalAlignment.LEFT);
    title.setMargin(2, margin, 2, 0);
  }
}
