// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.CategoryTextAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;

/** A chart of horizontal bars that say their value, in rows; in a row also marks for limits. */
final class Bars {
  private static final int HEAD = 118;

  private final String title;
  private final String subtitle;
  private final DoubleFunction<String> label;
  private final List<String> rows = new ArrayList<>();
  private final List<Look> looks = new ArrayList<>();
  private final DefaultCategoryDataset bars = new DefaultCategoryDataset();
  private final List<Look> limitLooks = new ArrayList<>();
  private final DefaultCategoryDataset limits = new DefaultCategoryDataset();
  private double least = 1;
  private double most = 1;

  Bars(String title, String subtitle, DoubleFunction<String> label) {
    this.title = title;
    this.subtitle = subtitle;
    this.label = label;
  }

  /** A bar in a row; rows stand in the order in which they are first named. */
  Bars bar(String row, Look look, double value) {
    return add(row, look, value, looks, bars);
  }

  /** A mark in a row. */
  Bars limit(String row, Look look, double value) {
    return add(row, look, value, limitLooks, limits);
  }

  private Bars add(
      String row, Look look, double value, List<Look> known, DefaultCategoryDataset data) {
    if (!rows.contains(row)) {
      rows.add(row);
    }
    if (!known.contains(look)) {
      known.add(look);
    }
    data.addValue(value, look, row);
    least = Math.min(least, value);
    most = Math.max(most, value);
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  int height() {
    return HEAD + rows.size() * (12 + 18 * Math.max(1, looks.size()));
  }

  /** Bars from zero on, without an axis: they say their value. */
  JFreeChart drawFromZero(Theme theme) {
    Scale scale = Scale.fromZero(most * 1.02, label);
    BarRenderer renderer = renderer(theme);
    renderer.setDefaultItemLabelGenerator(
        new StandardCategoryItemLabelGenerator() {
          private static final long serialVersionUID = 1;

          @Override
          public String generateLabel(CategoryDataset data, int series, int row) {
            Number value = data.getValue(series, row);
            return value == null ? null : label.apply(value.doubleValue());
          }
        });
    renderer.setDefaultItemLabelsVisible(true);
    renderer.setDefaultItemLabelFont(Theme.plain());
    renderer.setDefaultItemLabelPaint(theme.text());
    renderer.setDefaultPositiveItemLabelPosition(
        new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
    CategoryPlot plot = plot(theme, scale, renderer);
    plot.setRangeGridlinesVisible(false);
    plot.getRangeAxis().setVisible(false);
    return Chart.of(title, subtitle, plot, theme);
  }

  /** Bars from one on, to the right where it is more; their values stand in a column. */
  JFreeChart drawFromOne(Theme theme) {
    Scale scale = Scale.ratios(least, most).withRoomAtTheEnd();
    CategoryPlot plot = plot(theme, scale, renderer(theme));
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.addRangeMarker(
        new ValueMarker(0, Look.SUNPKCS11.on(theme), new BasicStroke(2)), Layer.FOREGROUND);
    for (String row : rows) {
      Number value = bars.getValue(looks.get(0), row);
      if (value != null) {
        CategoryTextAnnotation number =
            new CategoryTextAnnotation(label.apply(value.doubleValue()), row, scale.to());
        number.setFont(Theme.bold(12));
        number.setPaint(theme.text());
        number.setTextAnchor(TextAnchor.CENTER_RIGHT);
        plot.addAnnotation(number);
      }
    }
    return Chart.of(title, subtitle, plot, theme);
  }

  private CategoryPlot plot(Theme theme, Scale scale, BarRenderer renderer) {
    CategoryAxis names = new CategoryAxis();
    names.setTickLabelFont(Theme.plain());
    names.setTickLabelPaint(theme.text());
    names.setAxisLineVisible(false);
    names.setTickMarksVisible(false);
    names.setLowerMargin(0.01);
    names.setUpperMargin(0.01);
    names.setCategoryMargin(looks.size() > 1 ? 0.3 : 0.38);
    names.setMaximumCategoryLabelWidthRatio(0.6f);
    CategoryPlot plot =
        new CategoryPlot(placed(bars, looks, scale), names, scale.axis("", theme), renderer);
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeGridlinePaint(theme.grid());
    plot.setRangeGridlineStroke(Chart.HAIRLINE);
    plot.setAxisOffset(new RectangleInsets(0, 0, 0, 0));
    plot.setDataset(1, placed(limits, limitLooks, scale));
    plot.setRenderer(1, marks(theme));
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    return plot;
  }

  /** Each value at its place, with all rows: JFreeChart counts a set's own. */
  private CategoryDataset placed(DefaultCategoryDataset values, List<Look> known, Scale scale) {
    DefaultCategoryDataset placed = new DefaultCategoryDataset();
    for (Look look : known) {
      for (String row : rows) {
        Number value = values.getColumnIndex(row) < 0 ? null : values.getValue(look, row);
        placed.addValue(
            value == null ? null : scale.place().applyAsDouble(value.doubleValue()), look, row);
      }
    }
    return placed;
  }

  private BarRenderer renderer(Theme theme) {
    BarRenderer renderer = new BarRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDrawBarOutline(false);
    renderer.setItemMargin(0.08);
    renderer.setMaximumBarWidth(0.5);
    renderer.setLegendItemLabelGenerator((data, series) -> looks.get(series).title());
    for (int i = 0; i < looks.size(); i++) {
      renderer.setSeriesPaint(i, looks.get(i).on(theme));
      renderer.setLegendShape(i, new Rectangle2D.Double(-6, -5, 12, 10));
    }
    return renderer;
  }

  private LineAndShapeRenderer marks(Theme theme) {
    LineAndShapeRenderer renderer = new LineAndShapeRenderer(false, true);
    renderer.setUseOutlinePaint(true);
    renderer.setLegendItemLabelGenerator((data, series) -> limitLooks.get(series).title());
    for (int i = 0; i < limitLooks.size(); i++) {
      renderer.setSeriesPaint(i, limitLooks.get(i).on(theme));
      renderer.setSeriesShape(i, limitLooks.get(i).marker());
      renderer.setSeriesOutlinePaint(i, theme.page());
    }
    return renderer;
  }
}
