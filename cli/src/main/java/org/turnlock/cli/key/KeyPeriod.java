// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a period: {@code 90d}, {@code 36h}, {@code 1d12h}, or ISO 8601's {@code P90D}. */
final class KeyPeriod implements ITypeConverter<Duration> {
  private static final Pattern PARTS =
      Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

  @Override
  public Duration convert(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    Matcher parts = PARTS.matcher(lower);
    if (parts.matches() && !lower.isEmpty()) {
      return Duration.ofDays(part(parts, 1))
          .plusHours(part(parts, 2))
          .plusMinutes(part(parts, 3))
          .plusSeconds(part(parts, 4));
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "'" + text + "' is no period; write for example 90d, 36h, 1d12h or P90D");
    }
  }

  private static long part(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
  }
}
