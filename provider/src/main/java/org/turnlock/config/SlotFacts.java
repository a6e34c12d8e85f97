// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.util.Optional;
import org.turnlock.token.TokenDescription;

/**
 * What a {@link SlotChoice} decides by: one slot of a module, as the module describes it.
 *
 * @param index the slot's place in the slot list
 * @param id the slot's number
 * @param description CK_SLOT_INFO.slotDescription, blanks trimmed
 * @param manufacturer CK_SLOT_INFO.manufacturerID, blanks trimmed
 * @param token what the token in it says of itself, if one is in it
 * @param library the module
 */
public record SlotFacts(
    int index,
    long id,
    String description,
    String manufacturer,
    Optional<TokenDescription> token,
    LibraryFacts library) {

  /**
   * What a module says of itself (CK_INFO), blanks trimmed.
   *
   * @param manufacturer who made it
   * @param description which product
   * @param version such as {@code 2.6}
   */
  public record LibraryFacts(String manufacturer, String description, String version) {}
}
