// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ScratchTest {
  private final Scratch scratch = new Scratch(CkLayout.platform(), 256);

  @Test
  void whatIsPutIsAtTheNativeAddress() {
    scratch.begin(16, 2);
    int at = scratch.put(new byte[] {1, 2, 3});
    assertThat(new Pointer(scratch.address(at)).getByteArray(0, 3)).containsExactly(1, 2, 3);
  }

  @Test
  void wipingLeavesZerosBehind() {
    scratch.begin(64, 1);
    int at = scratch.put(new byte[] {9, 9, 9, 9});
    Pointer memory = new Pointer(scratch.address(at));
    scratch.wipe();
    assertThat(memory.getByteArray(0, 4)).containsOnly(0);
  }

  @Test
  void growsForALargeCallAndKeepsTheContentApart() {
    scratch.begin(1 << 20, 2);
    int first = scratch.put(new byte[] {1});
    int second = scratch.take(1 << 19);
    assertThat(second).isGreaterThanOrEqualTo(first + 16);
  }

  @Test
  void takingMoreThanAnnouncedIsRefused() {
    scratch.begin(8, 1);
    assertThatThrownBy(() -> scratch.take(4096)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void moreThanTwoGibibytesAreRefusedWithAReason() {
    assertThatThrownBy(() -> scratch.begin(3L << 30, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("split the data");
  }

  @Test
  void readingABufferLeavesItsPosition() {
    ByteBuffer input = ByteBuffer.wrap(new byte[] {0, 5, 6, 7}, 1, 3);
    scratch.begin(8, 1);
    int at = scratch.put(input);
    assertThat(input.position()).isEqualTo(1);
    assertThat(scratch.get(at, 3)).containsExactly(5, 6, 7);
  }
}
