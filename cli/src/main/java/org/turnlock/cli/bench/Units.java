// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.util.Locale;

/** Numbers as people read them. */
final class Units {
  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;

  private Units() {}

  static String bytes(int bytes) {
    return bytes % MIB == 0
        ? bytes / MIB + " MiB"
        : bytes % KIB == 0 ? bytes / KIB + " KiB" : bytes + " B";
  }

  /** Operations per second. */
  static String rate(double rate) {
    return String.format(Locale.ROOT, rate < 100 ? "%.1f" : "%,.0f", rate);
  }

  /** Three digits and a unit. */
  static String time(double nanos, boolean unicode) {
    double micros = nanos / 1000;
    return micros < 1000
        ? digits(micros) + (unicode ? " \u00b5s" : " us")
        : micros < 1_000_000 ? digits(micros / 1000) + " ms" : digits(micros / 1_000_000) + " s";
  }

  /** A ratio: {@code 1.31}. */
  static String ratio(double ratio) {
    return digits(ratio);
  }

  /** Calls for each operation, which are whole but for what several operations share. */
  static String calls(double calls) {
    return Math.abs(calls - Math.rint(calls)) < 0.05
        ? Long.toString(Math.round(calls))
        : String.format(Locale.ROOT, "%.1f", calls);
  }

  private static String digits(double number) {
    String format = number < 9.995 ? "%.2f" : number < 99.95 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, format, number);
  }
}
