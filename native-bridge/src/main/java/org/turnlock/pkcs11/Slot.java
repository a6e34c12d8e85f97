// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import org.turnlock.pkcs11.constant.Ckf;

/**
 * A slot and what it holds.
 *
 * @param id CK_SLOT_ID
 * @param description in the module's words
 * @param manufacturer of the slot
 * @param flags CKF_* of CK_SLOT_INFO
 * @param token what the token says of itself, or null if there is none
 */
public record Slot(long id, String description, String manufacturer, long flags, TokenInfo token) {
  /** Whether the slot holds a token that has been initialised. */
  public boolean hasUsableToken() {
    return token != null && (token.flags() & Ckf.TOKEN_INITIALIZED) != 0;
  }
}
