// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.time.Instant;
import java.util.Optional;
import org.turnlock.pkcs11.Slot;
import org.turnlock.pkcs11.TokenInfo;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.token.TokenDescription;

/**
 * What a PKCS#11 module says of one of its slots and of the token in it (CK_SLOT_INFO,
 * CK_TOKEN_INFO).
 *
 * @param id CK_SLOT_ID
 * @param description the slot's, in the module's words
 * @param token the token's own words; empty for an empty slot
 * @param initialised whether the token has been initialised
 * @param loginRequired whether private objects need a login
 * @param writeProtected whether nothing can be stored
 * @param pin what the token tells of the user's PIN, empty if all is well
 * @param sessionLimit most sessions at once; {@code Integer.MAX_VALUE} for no limit
 * @param clock the time of the token's own clock, where it has one
 */
public record SlotReport(
    long id,
    String description,
    Optional<TokenDescription> token,
    boolean initialised,
    boolean loginRequired,
    boolean writeProtected,
    String pin,
    int sessionLimit,
    Optional<Instant> clock) {

  static SlotReport of(Slot slot) {
    TokenInfo token = slot.token();
    if (token == null) {
      return new SlotReport(
          slot.id(),
          slot.description(),
          Optional.empty(),
          false,
          false,
          false,
          "",
          0,
          Optional.empty());
    }
    return new SlotReport(
        slot.id(),
        slot.description(),
        Optional.of(
            new TokenDescription(
                token.label(), token.manufacturer(), token.model(), token.serial())),
        slot.hasUsableToken(),
        token.loginRequired(),
        token.has(Ckf.WRITE_PROTECTED),
        pin(token),
        token.sessionLimit(),
        token.clock());
  }

  private static String pin(TokenInfo token) {
    if (token.has(Ckf.USER_PIN_LOCKED)) {
      return "the PIN is locked: the security officer sets a new one (C_InitPIN)";
    }
    if (token.has(Ckf.USER_PIN_FINAL_TRY)) {
      return "one more wrong PIN locks it";
    }
    if (token.has(Ckf.USER_PIN_COUNT_LOW)) {
      return "a wrong PIN was given since the last good login";
    }
    if (token.has(Ckf.USER_PIN_TO_BE_CHANGED)) {
      return "the PIN is the first one and must be changed";
    }
    return token.loginRequired() && !token.has(Ckf.USER_PIN_INITIALIZED)
        ? "no user PIN has been set"
        : "";
  }
}
