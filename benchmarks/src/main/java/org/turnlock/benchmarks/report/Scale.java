// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.turnlock.benchmarks.suite.Units;

/**
 * Where a value stands on an axis, and which values the axis names.
 *
 * @param place of a value
 * @param from place of the axis's begin
 * @param to place of its end
 * @param ticks values that are named
 * @param label of such a value
 */
record Scale(
    DoubleUnaryOperator place,
    double from,
    double to,
    List<Double> ticks,
    DoubleFunction<String> label) {

  /** Equal factors are equal distances; exactly these values are named. */
  static Scale steps(List<Integer> values, DoubleFunction<String> label) {
    List<Double> ticks = values.stream().map(Integer::doubleValue).toList();
    double first = Math.log(ticks.get(0));
    double last = Math.log(ticks.get(ticks.size() - 1));
    double margin = Math.max(0.3, (last - first) * 0.05);
    return new Scale(Math::log, first - margin, last + margin, ticks, label);
  }

  /** Equal factors are equal distances: 1, 10, 100, between these 2 and 5 if there are few. */
  static Scale logarithmic(double least, double most, DoubleFunction<String> label) {
    double from = Math.log10(least) - 0.12;
    double to = Math.log10(most) + 0.12;
    List<Double> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(from); power <= to; power++) {
      for (int digit : to - from < 2.5 ? List.of(1, 2, 5) : List.of(1)) {
        double value = digit * Math.pow(10, power);
        if (Math.log10(value) >= from && Math.log10(value) <= to) {
          ticks.add(value);
        }
      }
    }
    return new Scale(Math::log10, from, to, ticks, label);
  }

  /** Equal factors are equal distances, on both sides of 1. */
  static Scale ratios(double least, double most) {
    List<Double> ticks =
        Stream.of(0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
            .filter(it -> it == 1 || it >= least && it <= most)
            .toList();
    double from = Math.min(-0.02, Math.log10(least) - 0.02);
    return new Scale(
        Math::log10, from, Math.max(0.35, Math.log10(most) + 0.03), ticks, Units::trimmed);
  }

  /** From zero, with four to seven round numbers. */
  static Scale fromZero(double most, DoubleFunction<String> label) {
    double magnitude = Math.pow(10, Math.floor(Math.log10(most)));
    double step = magnitude;
    for (double factor : new double[] {0.2, 0.5, 1, 2}) {
      if (most / (magnitude * factor) <= 6) {
        step = magnitude * factor;
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i * step <= most * 1.05; i++) {
      ticks.add(i * step);
    }
    return new Scale(value -> value, 0, most * 1.08, ticks, label);
  }

  /** The same with room for words behind the last value. */
  Scale withRoomAtTheEnd() {
    return new Scale(place, from, to + (to - from) * 0.12, ticks, label);
  }

  /** The same with room for words before the first value. */
  Scale withRoomAtTheBegin() {
    return new Scale(place, from - (to - from) * 0.12, to, ticks, label);
  }

  /** An axis that looks as the theme says. */
  NumberAxis axis(String title, Theme theme) {
    NumberAxis axis = new Ticks(title, this);
    axis.setAutoRange(false);
    axis.setRange(from, to);
    axis.setLabelFont(Theme.plain());
    axis.setLabelPaint(theme.quiet());
    axis.setTickLabelFont(Theme.plain());
    axis.setTickLabelPaint(theme.quiet());
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    return axis;
  }

  /** An axis that names the scale's ticks and no others. */
  private static final class Ticks extends NumberAxis {
    private static final long serialVersionUID = 1;
    private final transient Scale scale;

    Ticks(String title, Scale scale) {
      super(title);
      this.scale = scale;
    }

    @Override
    public List<NumberTick> refreshTicks(
        Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
      boolean vertical = RectangleEdge.isLeftOrRight(edge);
      TextAnchor anchor = vertical ? TextAnchor.CENTER_RIGHT : TextAnchor.TOP_CENTER;
      return scale.ticks().stream()
          .map(
              value ->
                  new NumberTick(
                      scale.place().applyAsDouble(value),
                      scale.label().apply(value),
                      anchor,
                      TextAnchor.CENTER,
                      0))
          .toList();
    }
  }
}
