// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.util.List;
import java.util.stream.Collectors;
import org.turnlock.token.TokenDescription;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/** Which of a module's slots: exactly one way of saying it. {@code toString} is for messages. */
public sealed interface SlotChoice {
  /** Whether this slot is meant. */
  boolean matches(SlotFacts slot);

  /**
   * Picks the one slot that is meant.
   *
   * @throws TokenException if none is, or several are; the message lists what there is
   */
  default SlotFacts from(List<SlotFacts> slots) {
    List<SlotFacts> found = slots.stream().filter(this::matches).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new TokenException(
        Reason.UNAVAILABLE,
        (found.isEmpty() ? "no slot matches " : "several slots match ")
            + this
            + "; the module has "
            + (slots.isEmpty() ? "no slots" : list(slots)));
  }

  private static String list(List<SlotFacts> slots) {
    return slots.stream()
        .map(slot -> "slot " + slot.id() + slot.token().map(SlotChoice::shown).orElse(" (empty)"))
        .collect(Collectors.joining(", "));
  }

  private static String shown(TokenDescription token) {
    return token.label().isEmpty() && token.serial().isEmpty()
        ? " (its token is not initialised)"
        : " '" + token.label() + "' serial " + token.serial();
  }

  /** {@code slot}: by number. */
  record SlotId(long id) implements SlotChoice {
    @Override
    public boolean matches(SlotFacts slot) {
      return slot.id() == id;
    }

    @Override
    public String toString() {
      return "slot = " + id;
    }
  }

  /** {@code slotListIndex}: by place in the module's slot list. */
  record SlotListIndex(int index) implements SlotChoice {
    @Override
    public boolean matches(SlotFacts slot) {
      return slot.index() == index;
    }

    @Override
    public String toString() {
      return "slotListIndex = " + index;
    }
  }

  /** {@code tokenLabel}: by the label of the token in it. */
  record TokenLabel(String label) implements SlotChoice {
    @Override
    public boolean matches(SlotFacts slot) {
      return slot.token().map(TokenDescription::label).filter(label::equals).isPresent();
    }

    @Override
    public String toString() {
      return "tokenLabel = '" + label + "'";
    }
  }

  /** {@code tokenSerial}: by the serial number of the token in it. */
  record TokenSerial(String serial) implements SlotChoice {
    @Override
    public boolean matches(SlotFacts slot) {
      return slot.token().map(TokenDescription::serial).filter(serial::equals).isPresent();
    }

    @Override
    public String toString() {
      return "tokenSerial = '" + serial + "'";
    }
  }

  /** {@code uri}: by all that an RFC 7512 URI says of slot, token and module. */
  record MatchingUri(TokenUri uri) implements SlotChoice {
    @Override
    public boolean matches(SlotFacts slot) {
      return uri.matches(slot);
    }

    @Override
    public String toString() {
      return "uri = " + uri;
    }
  }
}
