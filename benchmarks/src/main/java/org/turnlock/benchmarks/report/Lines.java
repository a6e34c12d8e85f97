// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import java.awt.Stroke;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** A chart of lines with a mark at each value. */
final class Lines {
  private record Line(
      Look look, Stroke stroke, String label, boolean atBegin, List<double[]> points) {}

  /** Of words from their mark, in the places of an axis. */
  private static final double AWAY = 0.13;

  private final String title;
  private final String subtitle;
  private final List<Line> lines = new ArrayList<>();

  Lines(String title, String subtitle) {
    this.title = title;
    this.subtitle = subtitle;
  }

  /** One line; nothing without points. */
  Lines add(Look look, List<double[]> points) {
    return add(look, look.stroke(), null, false, points);
  }

  /** The same with a stroke of its own, and words at its begin or its end. */
  Lines add(Look look, Stroke stroke, String label, boolean atBegin, List<double[]> points) {
    if (!points.isEmpty()) {
      lines.add(new Line(look, stroke, label, atBegin, points));
    }
    return this;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  double least() {
    return values().min().orElseThrow();
  }

  double most() {
    return values().max().orElseThrow();
  }

  private java.util.stream.DoubleStream values() {
    return lines.stream().flatMap(it -> it.points().stream()).mapToDouble(point -> point[1]);
  }

  JFreeChart draw(Theme theme, String xTitle, Scale x, String yTitle, Scale y) {
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
    renderer.setDrawSeriesLineAsPath(true);
    XYPlot plot = new XYPlot(data, x.axis(xTitle, theme), y.axis(yTitle, theme), renderer);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(theme.grid());
    plot.setRangeGridlineStroke(Chart.HAIRLINE);
    plot.setAxisOffset(new RectangleInsets(0, 4, 4, 0));
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      XYSeries series = new XYSeries(i);
      for (double[] point : line.points()) {
        series.add(x.place().applyAsDouble(point[0]), y.place().applyAsDouble(point[1]));
      }
      data.addSeries(series);
      renderer.setSeriesPaint(i, line.look().on(theme));
      renderer.setSeriesStroke(i, line.stroke());
      renderer.setSeriesShape(i, line.look().marker());
      renderer.setSeriesVisibleInLegend(i, first(i));
      if (line.label() != null) {
        plot.addAnnotation(label(line, series, theme));
      }
    }
    renderer.setLegendItemLabelGenerator((set, i) -> lines.get(i).look().title());
    return Chart.of(title, subtitle, plot, theme);
  }

  /** Whether no line before has this one's look. */
  private boolean first(int index) {
    return lines.stream().limit(index).noneMatch(it -> it.look() == lines.get(index).look());
  }

  private static XYTextAnnotation label(Line line, XYSeries series, Theme theme) {
    int at = line.atBegin() ? 0 : series.getItemCount() - 1;
    double away = line.atBegin() ? -AWAY : AWAY;
    XYTextAnnotation label =
        new XYTextAnnotation(
            line.label(), series.getX(at).doubleValue() + away, series.getY(at).doubleValue());
    label.setFont(Theme.plain());
    label.setPaint(line.look().on(theme));
    label.setTextAnchor(line.atBegin() ? TextAnchor.CENTER_RIGHT : TextAnchor.CENTER_LEFT);
    return label;
  }
}
