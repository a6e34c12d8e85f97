// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.policy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads when a rule begins or ends: {@code 2026-12-31T00:00:00Z}, or a day in UTC. */
final class RuleTime implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String text) {
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'" + text + "' is no time: 2026-12-31T00:00:00Z, or 2026-12-31 for its first moment");
    }
  }
}
