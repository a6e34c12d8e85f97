// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.turnlock.config.SlotChoice.SlotId;
import org.turnlock.config.SlotChoice.SlotListIndex;
import org.turnlock.config.SlotChoice.TokenLabel;
import org.turnlock.config.SlotChoice.TokenSerial;
import org.turnlock.config.SlotFacts.LibraryFacts;
import org.turnlock.token.TokenDescription;
import org.turnlock.token.TokenException;

/** Choosing one slot among a module's. */
class SlotChoiceTest {
  private static final SlotFacts FIRST = slot(0, 70, "a", "s1");
  private static final SlotFacts SECOND = slot(1, 80, "b", "s2");
  private static final SlotFacts TWIN = slot(2, 90, "b", "s3");
  private static final SlotFacts EMPTY =
      new SlotFacts(3, 95, "", "", Optional.empty(), FIRST.library());
  private static final List<SlotFacts> ALL = List.of(FIRST, SECOND, TWIN, EMPTY);

  @Test
  void eachWayOfNamingPicksItsSlot() {
    assertThat(new SlotId(80).from(ALL)).isSameAs(SECOND);
    assertThat(new SlotListIndex(2).from(ALL)).isSameAs(TWIN);
    assertThat(new TokenLabel("a").from(ALL)).isSameAs(FIRST);
    assertThat(new TokenSerial("s3").from(ALL)).isSameAs(TWIN);
    assertThat(new SlotId(95).from(ALL)).isSameAs(EMPTY);
  }

  @Test
  void noneAndSeveralAreRefusedWithWhatThereIs() {
    assertThatThrownBy(() -> new TokenLabel("c").from(ALL))
        .isInstanceOf(TokenException.class)
        .hasMessage(
            "no slot matches tokenLabel = 'c'; the module has slot 70 'a' serial s1, slot 80 'b'"
                + " serial s2, slot 90 'b' serial s3, slot 95 (empty)");
    assertThatThrownBy(() -> new TokenLabel("b").from(ALL))
        .hasMessageStartingWith("several slots match tokenLabel = 'b'");
    assertThatThrownBy(() -> new SlotListIndex(0).from(List.of()))
        .hasMessageEndingWith("the module has no slots");
  }

  private static SlotFacts slot(int index, long id, String label, String serial) {
    return new SlotFacts(
        index,
        id,
        "",
        "",
        Optional.of(new TokenDescription(label, "m", "x", serial)),
        new LibraryFacts("m", "d", "1.0"));
  }
}
