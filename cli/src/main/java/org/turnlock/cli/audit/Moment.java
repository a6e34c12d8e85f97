// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.audit;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a moment: {@code 2026-12-24T00:00:00Z}, a day in UTC, or how long it is ago. */
final class Moment implements ITypeConverter<Instant> {
  private static final Pattern AGO = Pattern.compile("([0-9]{1,7})([dhms])");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  @Override
  public Instant convert(String text) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      return Instant.now().minus(period(Long.parseLong(ago.group(1)), ago.group(2)));
    }
    try {
      return DAY.matcher(text).matches()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'" + text + "' is no time: 2026-12-24T00:00:00Z, 2026-12-24, or 36h for so long ago");
    }
  }

  private static Duration period(long count, String unit) {
    return switch (unit) {
      case "d" -> Duration.ofDays(count);
      case "h" -> Duration.ofHours(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofSeconds(count);
    };
  }
}
