// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.turnlock.cli.console.Text;

/** A time in a table, in UTC, to the millisecond. */
final class Stamp {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Stamp() {}

  static String of(Instant time) {
    return TIME.format(time);
  }

  /** Of what a record says; as it stands there if it is no time. */
  static String of(String time) {
    try {
      return of(Instant.parse(time));
    } catch (DateTimeException unreadable) {
      return Text.fit(Text.safe(time), 30, "...");
    }
  }
}
