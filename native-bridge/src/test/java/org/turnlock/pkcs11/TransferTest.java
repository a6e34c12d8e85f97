// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.turnlock.pkcs11.memory.CkLayout;
import org.turnlock.pkcs11.memory.DirectMemory;
import org.turnlock.pkcs11.memory.Scratch;

/** Where data are while the module has them, with a module of this test's own. */
class TransferTest {
  private static final byte PLAIN = 7;
  private static final byte CIPHER = 9;
  private static final int TAG = 16;
  private static final int[] SIZES = {0, 1, 100, 16 * 1024 - 1, 16 * 1024, 100_000};

  private final Scratch scratch = new Scratch(CkLayout.platform(), 256);

  /** One way to give and take data. */
  private record Case(
      boolean encrypt,
      boolean message,
      boolean passDirect,
      boolean fromDirect,
      boolean toDirect,
      int size) {
    int inputLength() {
      return encrypt ? size : size + TAG;
    }

    int outputLength() {
      return encrypt ? size + TAG : size;
    }

    byte[] input() {
      return filled(inputLength(), encrypt ? PLAIN : CIPHER);
    }

    byte[] output() {
      return filled(outputLength(), encrypt ? CIPHER : PLAIN);
    }

    long plan(Transfer transfer) {
      return message
          ? transfer.planMessage(encrypt, passDirect, TAG)
          : transfer.plan(encrypt, passDirect);
    }
  }

  private static byte[] filled(int length, byte value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, value);
    return bytes;
  }

  private static ByteBuffer buffer(boolean direct, int length) {
    return direct ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int size : SIZES) {
      for (int bits = 0; bits < 32; bits++) {
        cases.add(
            new Case(
                (bits & 1) != 0,
                (bits & 2) != 0,
                (bits & 4) != 0,
                (bits & 8) != 0,
                (bits & 16) != 0,
                size));
      }
    }
    return cases;
  }

  /** Does what the module would, and says which bytes the scratch memory holds afterwards. */
  private byte[] run(Case each, Transfer transfer) {
    long planned = each.plan(transfer);
    scratch.begin(planned, 2);
    long memory = scratch.address(0);
    transfer.place(scratch);
    byte[] read = new Pointer(transfer.source()).getByteArray(0, transfer.length());
    assertThat(read).as("%s", each).isEqualTo(each.input());
    byte[] result = each.output();
    assertThat(transfer.targetRoom()).as("%s", each).isGreaterThanOrEqualTo(result.length);
    new Pointer(transfer.target()).write(0, result, 0, result.length);
    transfer.finish(scratch, result.length);
    scratch.wipe();
    return new Pointer(memory).getByteArray(0, (int) planned);
  }

  @Test
  void noPlaintextStaysInScratchMemory() {
    for (Case each : cases()) {
      ByteBuffer input = buffer(each.fromDirect(), each.inputLength()).put(each.input()).flip();
      ByteBuffer output = buffer(each.toDirect(), each.outputLength());
      byte[] left = run(each, Transfer.of(input, output));
      assertThat(left).as("%s", each).doesNotContain(PLAIN);
      assertThat(input.hasRemaining() || output.hasRemaining()).as("%s", each).isFalse();
      byte[] written = new byte[each.outputLength()];
      output.flip().get(written);
      assertThat(written).as("%s", each).isEqualTo(each.output());
    }
  }

  @Test
  void arraysAreAsBuffersAre() {
    Transfer transfer = new Transfer();
    for (Case each : cases()) {
      byte[] input = new byte[each.inputLength() + 5];
      System.arraycopy(each.input(), 0, input, 3, each.inputLength());
      byte[] output = new byte[each.outputLength() + 5];
      transfer.from(input, 3, each.inputLength()).to(output, 2, each.outputLength());
      assertThat(run(each, transfer)).as("%s", each).doesNotContain(PLAIN);
      int end = 2 + each.outputLength();
      assertThat(Arrays.copyOfRange(output, 2, end)).as("%s", each).isEqualTo(each.output());
      assertThat(Arrays.copyOfRange(output, end, output.length)).containsOnly(0);
    }
  }

  /** The module gets direct memory where it may, and never writes plaintext there. */
  @Test
  void onlyWhatMayBeIsPassed() {
    for (Case each : cases()) {
      ByteBuffer input = buffer(each.fromDirect(), each.inputLength()).put(each.input()).flip();
      ByteBuffer output = buffer(each.toDirect(), each.outputLength());
      long from = DirectMemory.address(input);
      long to = DirectMemory.address(output);
      Transfer transfer = Transfer.of(input, output);
      scratch.begin(each.plan(transfer), 2);
      transfer.place(scratch);
      assertThat(transfer.source() == from)
          .as("%s", each)
          .isEqualTo(each.passDirect() && from != 0);
      assertThat(transfer.target() == to)
          .as("%s", each)
          .isEqualTo(each.passDirect() && each.encrypt() && to != 0);
    }
  }

  @Test
  void noModuleWritesOverWhatItReads() {
    for (Case each : cases()) {
      ByteBuffer whole = buffer(true, each.inputLength() + TAG);
      ByteBuffer input = whole.duplicate().put(each.input()).flip();
      Transfer transfer = Transfer.of(input, whole);
      long to = DirectMemory.address(whole);
      boolean overlaps = each.passDirect() && each.inputLength() > 0;
      assertThat(run(each, transfer)).as("%s", each).doesNotContain(PLAIN);
      assertThat(overlaps && transfer.target() == to).as("%s", each).isFalse();
    }
  }
}
