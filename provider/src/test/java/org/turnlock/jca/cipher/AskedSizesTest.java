// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who gets exact sizes, and who such that grow in steps. */
class AskedSizesTest {
  private static final int PIECE = 512;
  private static final int PIECES = 10_000;

  private final AskedSizes sizes = new AskedSizes();

  @Test
  void whoAsksBeforeEachPieceGetsFewDifferentAnswersNoneTooLarge() {
    int largest = 0;
    int grown = 0;
    for (int i = 1; i <= PIECES; i++) {
      int exact = i * PIECE;
      int answer = sizes.answer(PIECE, exact);
      assertThat(answer).isBetween(exact, exact + exact / 4);
      if (i <= 128) {
        assertThat(answer).isEqualTo(exact);
      } else if (answer > largest) {
        grown++;
      }
      largest = Math.max(largest, answer);
      sizes.piece(PIECE);
    }
    assertThat(grown).isLessThan(30);
    assertThat(sizes.answer(0, PIECES * PIECE)).isEqualTo(PIECES * PIECE);
  }

  @Test
  void whoAsksForTheLastPieceOnlyGetsTheExactSize() {
    for (int i = 0; i < PIECES; i++) {
      sizes.piece(PIECE);
    }
    assertThat(sizes.answer(PIECE, 12_345_679)).isEqualTo(12_345_679);
  }

  @Test
  void oneLargePieceIsAnsweredExactly() {
    assertThat(sizes.answer(1 << 30, (1 << 30) + 17)).isEqualTo((1 << 30) + 17);
    sizes.piece(1 << 30);
    assertThat(sizes.answer(1, (1 << 30) + 18)).isEqualTo((1 << 30) + 18);
  }

  @Test
  void theNextMessageBeginsWithExactSizesAgain() {
    askedForPieces();
    assertThat(sizes.answer(PIECE, 5_120_512)).isGreaterThan(5_120_512);
    sizes.clear();
    assertThat(sizes.answer(PIECE, 5_120_512)).isEqualTo(5_120_512);
  }

  @Test
  void noStepLeadsBeyondWhatAnIntHolds() {
    askedForPieces();
    assertThat(sizes.answer(PIECE, Integer.MAX_VALUE - 10)).isEqualTo(Integer.MAX_VALUE - 10);
    assertThat(sizes.answer(PIECE, 1)).isEqualTo(1);
  }

  private void askedForPieces() {
    for (int i = 1; i <= PIECES; i++) {
      sizes.answer(PIECE, i * PIECE);
      sizes.piece(PIECE);
    }
  }
}
