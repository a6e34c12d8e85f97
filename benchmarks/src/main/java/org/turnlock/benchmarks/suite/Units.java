// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them. */
public final class Units {
  private Units() {}

  /** For instance {@code 16 KiB}. */
  public static String bytes(long bytes) {
    if (bytes >= 1 << 30 && bytes % (1 << 30) == 0) {
      return (bytes >> 30) + " GiB";
    }
    if (bytes >= 1 << 20 && bytes % (1 << 20) == 0) {
      return (bytes >> 20) + " MiB";
    }
    return bytes >= 1 << 10 && bytes % (1 << 10) == 0 ? (bytes >> 10) + " KiB" : bytes + " B";
  }

  /** For instance {@code 0.2 ms}. */
  public static String millis(int micros) {
    return micros % 1000 == 0 ? micros / 1000 + " ms" : micros / 1000.0 + " ms";
  }

  /** Three digits that count, and never an exponent: 0.412, 8.73, 17.5, 1230. */
  public static String number(double value) {
    double size = Math.abs(value);
    if (size >= 99.95) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    int digits = size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** A rate: 847, 12.3 k, 1.25 M. */
  public static String rate(double perSecond) {
    if (perSecond >= 999_500) {
      return number(perSecond / 1e6) + " M";
    }
    return perSecond >= 999.5 ? number(perSecond / 1e3) + " k" : number(perSecond);
  }

  /** A rate as an axis names it: 500, 20 k, 1.5 M. */
  public static String round(double perSecond) {
    if (perSecond >= 1e6) {
      return trimmed(perSecond / 1e6) + " M";
    }
    return perSecond >= 1e3 ? trimmed(perSecond / 1e3) + " k" : trimmed(perSecond);
  }

  /** Without zeros at the end: 0.2, 1, 25. */
  public static String trimmed(double value) {
    return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  /** How often one is the other: 1.04, 5.31, 12.4. */
  public static String ratio(double ratio) {
    return String.format(Locale.ROOT, ratio >= 9.995 ? "%.1f" : "%.2f", ratio);
  }
}
