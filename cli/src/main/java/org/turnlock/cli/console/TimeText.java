// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as people say them. */
public final class TimeText {
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long YEAR = 365 * DAY;

  private TimeText() {}

  /** How long it takes, in one unit, to the nearest: {@code 12 days}, {@code 3 h}. */
  public static String length(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < HOUR) {
      return nearest(seconds, MINUTE) + " min";
    }
    if (seconds < 2 * DAY) {
      return nearest(seconds, HOUR) + " h";
    }
    return seconds < 3 * YEAR ? nearest(seconds, DAY) + " days" : nearest(seconds, YEAR) + " years";
  }

  private static long nearest(long seconds, long unit) {
    return (seconds + unit / 2) / unit;
  }

  /** {@code 3 h ago}, {@code in 12 days}. */
  public static String relative(Instant when, Instant now) {
    Duration ahead = Duration.between(now, when);
    if (ahead.abs().toSeconds() < 1) {
      return "now";
    }
    return ahead.isNegative() ? length(ahead.negated()) + " ago" : "in " + length(ahead);
  }

  /** A rotation or a deletion to come: {@code due} once its time has come. */
  public static String due(Instant when, Instant now) {
    return when.isAfter(now) ? relative(when, now) : "due";
  }

  /** To the second, and how far away: {@code 2026-01-31 12:00:00 UTC (in 12 days)}. */
  public static String exact(Instant when, Instant now) {
    return stamp(when) + " (" + relative(when, now) + ")";
  }

  /** To the second: {@code 2026-01-31 12:00:00 UTC}. */
  public static String stamp(Instant when) {
    return EXACT.format(when.truncatedTo(ChronoUnit.SECONDS));
  }

  /** For tables, in UTC: {@code 2026-01-31 12:00}. */
  public static String minute(Instant when) {
    return MINUTES.format(when);
  }

  /** A period as it may be given: {@code 90d}, {@code 36h}, {@code 1d12h}. */
  public static String period(Duration period) {
    StringBuilder text = new StringBuilder();
    append(text, period.toDays(), "d");
    append(text, period.toHoursPart(), "h");
    append(text, period.toMinutesPart(), "m");
    append(text, period.toSecondsPart(), "s");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(count).append(unit);
    }
  }
}
