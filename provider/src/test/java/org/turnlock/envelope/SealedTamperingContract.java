// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.turnlock.envelope.SealedReference.joined;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.turnlock.contract.support.Messages;

/** TurnlockSealed opens nothing but what was sealed, whole and in its order. */
abstract class SealedTamperingContract extends SealedContract {
  private static final String FORGED = "the ciphertext is not authentic";

  private final byte[] aad = {1, 2, 3, 4, 5};
  private final byte[] iv = Messages.bytes(new Random(5), 12);

  private byte[] small() throws GeneralSecurityException {
    return reference(iv, aad).seal(Messages.bytes(new Random(6), 45));
  }

  private Cipher openingWith(byte[] data) throws GeneralSecurityException {
    Cipher cipher = opening();
    cipher.updateAAD(data);
    return cipher;
  }

  private AEADBadTagException refusal(byte[] sealed) throws GeneralSecurityException {
    Cipher cipher = openingWith(aad);
    AEADBadTagException[] refusal = new AEADBadTagException[1];
    assertThatExceptionOfType(AEADBadTagException.class)
        .isThrownBy(() -> cipher.doFinal(sealed))
        .satisfies(e -> refusal[0] = e);
    return refusal[0];
  }

  @Test
  final void everyChangedBitIsRefused() throws Exception {
    byte[] sealed = small();
    assertThat(openingWith(aad).doFinal(sealed)).hasSize(45);
    for (int bit = 0; bit < sealed.length * Byte.SIZE; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      String message = refusal(changed).getMessage();
      switch (bit / 8) {
        case 0, 1 -> assertThat(message).contains("'TL'");
        case 2 -> assertThat(message).contains("format " + (changed[2] & 0xFF) + " ");
        case 3 -> {
          // Suite 2 is one that there is: its tags are others.
          assertThat(message).contains(changed[3] == 2 ? FORGED : "suite " + (changed[3] & 0xFF));
        }
        case 4, 5, 6, 7 -> assertThat(message).contains("payments").contains("never had");
        default -> assertThat(message).startsWith(FORGED);
      }
    }
  }

  @Test
  final void everyChangeOfTheAdditionalDataIsRefused() throws Exception {
    byte[] sealed = small();
    for (int bit = 0; bit < aad.length * Byte.SIZE; bit++) {
      byte[] changed = aad.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      requireForged(changed, sealed);
    }
    requireForged(new byte[0], sealed);
    requireForged(Arrays.copyOf(aad, 4), sealed);
    requireForged(Arrays.copyOf(aad, 6), sealed);
  }

  private void requireForged(byte[] data, byte[] sealed) throws GeneralSecurityException {
    Cipher cipher = openingWith(data);
    assertThatExceptionOfType(AEADBadTagException.class)
        .isThrownBy(() -> cipher.doFinal(sealed))
        .withMessageStartingWith(FORGED);
  }

  @Test
  final void everyCutIsRefusedAndWhatIsAppendedToo() throws Exception {
    byte[] sealed = small();
    for (int length = 0; length < sealed.length; length++) {
      String message = refusal(Arrays.copyOf(sealed, length)).getMessage();
      assertThat(message)
          .startsWith(length < HEADER ? "not a sealed ciphertext: it has " + length : FORGED);
    }
    for (int more : new int[] {1, 16, SEGMENT, SEGMENT + 60}) {
      assertThat(refusal(Arrays.copyOf(sealed, sealed.length + more)))
          .hasMessageStartingWith(FORGED);
    }
  }

  /** A long message of three segments, in its parts. */
  private byte[][] parts(SealedReference reference) throws GeneralSecurityException {
    byte[] message = Messages.bytes(new Random(7), 2 * SEGMENT + 100);
    byte[] sealed = reference.seal(message);
    int whole = SEGMENT + TAG;
    return new byte[][] {
      Arrays.copyOf(sealed, HEADER),
      Arrays.copyOfRange(sealed, HEADER, HEADER + whole),
      Arrays.copyOfRange(sealed, HEADER + whole, HEADER + 2 * whole),
      Arrays.copyOfRange(sealed, HEADER + 2 * whole, sealed.length)
    };
  }

  @Test
  final void segmentsStayInTheirPlace() throws Exception {
    SealedReference reference = reference(iv, aad);
    byte[][] p = parts(reference);
    byte[] message = openingWith(aad).doFinal(joined(p));
    byte[] second = Arrays.copyOfRange(message, SEGMENT, 2 * SEGMENT);
    byte[] lastOfTwo = reference.segment(1, true, second);
    byte[][] other = parts(reference(Messages.bytes(new Random(8), 12), aad));
    Map<String, byte[]> forged = new LinkedHashMap<>();
    forged.put("swapped", joined(p[0], p[2], p[1], p[3]));
    forged.put("duplicated", joined(p[0], p[1], p[1], p[2], p[3]));
    forged.put("last duplicated", joined(p[0], p[1], p[2], p[3], p[3]));
    forged.put("first dropped", joined(p[0], p[2], p[3]));
    forged.put("second dropped", joined(p[0], p[1], p[3]));
    forged.put("last dropped", joined(p[0], p[1], p[2]));
    forged.put("all dropped", p[0]);
    forged.put("only the first", joined(p[0], p[1]));
    forged.put("only the last", joined(p[0], p[3]));
    forged.put("of another message", joined(p[0], p[1], other[2], p[3]));
    forged.put("last of another message", joined(p[0], p[1], p[2], other[3]));
    forged.put("a byte appended", joined(p[0], p[1], p[2], p[3], new byte[1]));
    forged.put("much appended", joined(p[0], p[1], p[2], p[3], new byte[SEGMENT + 1]));
    forged.put("bytes after the last", joined(p[0], p[1], lastOfTwo, p[3]));
    forged.put("a last one that is none", joined(p[0], p[1], reference.segment(1, false, second)));
    forged.forEach(
        (name, ciphertext) -> {
          try {
            assertThat(refusal(ciphertext)).as(name).hasMessageStartingWith(FORGED);
          } catch (GeneralSecurityException e) {
            throw new AssertionError(name, e);
          }
        });
    for (int cut : new int[] {1, TAG, 100, 100 + TAG - 1}) {
      byte[] whole = joined(p);
      assertThat(refusal(Arrays.copyOf(whole, whole.length - cut))).hasMessageStartingWith(FORGED);
    }
    assertThat(openingWith(aad).doFinal(joined(p[0], p[1], lastOfTwo))).hasSize(2 * SEGMENT);
  }

  @Test
  final void aPlaintextHasOneFormOnly() throws Exception {
    SealedReference reference = reference(iv, aad);
    byte[] message = Messages.bytes(new Random(9), SEGMENT + 1);
    byte[] full = Arrays.copyOf(message, SEGMENT);
    assertThat(refusal(reference.segmented(new byte[0], SEGMENT))).hasMessageStartingWith(FORGED);
    assertThat(refusal(reference.segmented(full, SEGMENT))).hasMessageStartingWith(FORGED);
    assertThat(refusal(reference.segmented(message, SEGMENT / 2))).hasMessageStartingWith(FORGED);
    assertThat(refusal(reference.alone(message))).hasMessageStartingWith(FORGED);
    byte[] emptyEnd =
        joined(
            Arrays.copyOf(reference.segmented(full, SEGMENT), HEADER),
            reference.segment(0, false, full),
            reference.segment(1, true, new byte[0]));
    assertThat(refusal(emptyEnd)).hasMessageStartingWith(FORGED);
  }

  @Test
  final void updateReleasesOnlyWhatIsVerifiedAndDoFinalSaysTheRest() throws Exception {
    byte[][] p = parts(reference(iv, aad));
    p[2][500] ^= 1;
    byte[] sealed = joined(p);
    Cipher cipher = openingWith(aad);
    byte[] released = cipher.update(sealed);
    assertThat(released).hasSize(SEGMENT);
    assertThat(cipher.update(sealed)).isEmpty();
    assertThatExceptionOfType(AEADBadTagException.class)
        .isThrownBy(() -> cipher.doFinal(sealed))
        .withMessageStartingWith(FORGED);
    cipher.updateAAD(aad);
    assertThat(cipher.doFinal(small())).hasSize(45);
  }

  @Test
  final void aFailedDoFinalLeavesNoPlaintextAndItsInput() throws Exception {
    byte[][] p = parts(reference(iv, aad));
    p[3][0] ^= 1;
    ByteBuffer input = ByteBuffer.wrap(joined(p));
    ByteBuffer output = ByteBuffer.allocate(input.remaining());
    Cipher cipher = openingWith(aad);
    assertThatExceptionOfType(AEADBadTagException.class)
        .isThrownBy(() -> cipher.doFinal(input, output));
    assertThat(input.position()).isZero();
    assertThat(output.position()).isZero();
    assertThat(output.array()).containsOnly(0);
  }

  /** Every byte that is no segment's plaintext, all of the last segment, and some of the rest. */
  @Test
  final void changedBytesOfLongMessagesAreRefusedWhereverTheyAre() throws Exception {
    byte[] message = Messages.bytes(new Random(7), SEGMENT + 9);
    byte[] first = Arrays.copyOf(message, SEGMENT);
    byte[] sealed = reference(iv, aad).seal(message);
    byte[] intact = sealed.clone();
    int tag = HEADER + SEGMENT;
    Random random = random("changed", 0);
    IntStream ends =
        IntStream.concat(IntStream.range(0, HEADER + 2), IntStream.range(tag - 2, sealed.length));
    IntStream places = IntStream.concat(ends, random.ints(10, HEADER, tag));
    Cipher cipher = opening();
    for (int at : places.toArray()) {
      sealed[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      cipher.updateAAD(aad);
      byte[] released = cipher.update(sealed);
      assertThat(Arrays.equals(released, first)).as("byte %s", at).isEqualTo(at >= tag + TAG);
      assertThat(released.length).isIn(0, SEGMENT);
      assertThatExceptionOfType(AEADBadTagException.class)
          .as("byte %s", at)
          .isThrownBy(cipher::doFinal);
      sealed[at] = intact[at];
    }
    cipher.updateAAD(aad);
    assertThat(cipher.doFinal(sealed)).isEqualTo(message);
  }
}
