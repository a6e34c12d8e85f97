// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

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
 */
public record TokenInfo(
    String label,
    String manufacturer,
    String model,
    String serial,
    long flags,
    long maxSessions,
    long minPinLength,
    long maxPinLength) {

  /** Values above this mean "unknown" or "no limit", however a module writes that. */
  private static final long SENSIBLE = Integer.MAX_VALUE;

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
    return new TokenInfo(label, manufacturer, model, serial, flags, maxSessions, minPin, maxPin);
  }

  /** Whether every bit of {@code wanted} is set. */
  public boolean has(long wanted) {
    return (flags & wanted) == wanted;
  }

  /** Whether private objects need a login. */
  public boolean loginRequired() {
    return has(Ckf.LOGIN_REQUIRED);
  }

  /** The most sessions that may be open at once; {@code Integer.MAX_VALUE} for no limit. */
  public int sessionLimit() {
    boolean limited = maxSessions > 0 && maxSessions < SENSIBLE;
    return limited ? (int) maxSessions : Integer.MAX_VALUE;
  }
}
