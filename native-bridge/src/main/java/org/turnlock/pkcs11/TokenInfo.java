// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.memory.StructCursor;

/**
 * CK_TOKEN_INFO: what a token says of itself, blanks trimmed.
 *
 * @param label chosen when the token was initialised
 * @param manufacturer who made it
 * @param model which product
 * @param serial serial number
 * @param flags CKF_*
 * @param maxSessions most sessions at once; 0 or a huge number for no limit
 * @param minPinLength bytes
 * @param maxPinLength bytes
 * @param utcTime the token's clock, {@code YYYYMMDDhhmmss00}; empty where it has none
 */
public record TokenInfo(
    String label,
    String manufacturer,
    String model,
    String serial,
    long flags,
    long maxSessions,
    long minPinLength,
    long maxPinLength,
    String utcTime) {

  /** Values above this mean "unknown" or "no limit", however a module writes that. */
  private static final long SENSIBLE = Integer.MAX_VALUE;

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final int CLOCK_DIGITS = 14;

  static TokenInfo read(StructCursor cursor) {
    String label = cursor.text(32);
    String manufacturer = cursor.text(32);
    String model = cursor.text(16);
    String serial = cursor.text(16);
    long flags = cursor.ulong();
    long maxSessions = cursor.ulong();
    for (int unused = 0; unused < 3; unused++) {
      cursor.ulong();
    }
    long maxPin = cursor.ulong();
    long minPin = cursor.ulong();
    for (int memory = 0; memory < 4; memory++) {
      cursor.ulong();
    }
    cursor.bytes(4);
    String utcTime = cursor.text(16);
    return new TokenInfo(
        label, manufacturer, model, serial, flags, maxSessions, minPin, maxPin, utcTime);
  }

  /** Whether every bit of {@code wanted} is set. */
  public boolean has(long wanted) {
    return (flags & wanted) == wanted;
  }

  /** Whether private objects need a login. */
  public boolean loginRequired() {
    return has(Ckf.LOGIN_REQUIRED);
  }

  /** The time of the token's own clock, where it has one and says it. */
  public Optional<Instant> clock() {
    if (!has(Ckf.CLOCK_ON_TOKEN) || utcTime.length() < CLOCK_DIGITS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.parse(utcTime.substring(0, CLOCK_DIGITS), CLOCK).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException nonsense) {
      return Optional.empty();
    }
  }

  /** The most sessions that may be open at once; {@code Integer.MAX_VALUE} for no limit. */
  public int sessionLimit() {
    boolean limited = maxSessions > 0 && maxSessions < SENSIBLE;
    return limited ? (int) maxSessions : Integer.MAX_VALUE;
  }
}
