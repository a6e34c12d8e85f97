// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.Key;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.contract.support.Messages;

/** TurnlockSealed writes format 1 to the byte and reads it back, however the calls are made. */
abstract class SealedCipherContract extends SealedContract {
  private static final int SMALL_CASES = 150;
  private static final int LARGE_CASES = 5;

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 16, 1000, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT, 2 * SEGMENT + 1})
  final void everyLengthHasTheFormatAndComesBack(int length) throws Exception {
    Random random = random("lengths", length);
    byte[] message = Messages.bytes(random, length);
    byte[] aad = Messages.bytes(random, 9);
    Cipher sealing = sealing();
    sealing.updateAAD(aad);
    assertThat(sealing.getOutputSize(length))
        .isEqualTo(HEADER + length + TAG * Math.max(1, (length + SEGMENT - 1) / SEGMENT));
    int promised = sealing.getOutputSize(length);
    byte[] sealed = sealing.doFinal(message);
    assertThat(sealed).hasSize(promised);
    assertThat(sealed[3]).isEqualTo((byte) (length <= SEGMENT ? 1 : 2));
    assertThat(sealed).isEqualTo(reference(ivOf(sealed), aad).seal(message));

    Cipher opening = opening();
    opening.updateAAD(aad);
    assertThat(opening.getOutputSize(sealed.length)).isGreaterThanOrEqualTo(length);
    byte[] exact = new byte[length];
    assertThat(opening.doFinal(sealed, 0, sealed.length, exact)).isEqualTo(length);
    assertThat(exact).isEqualTo(message);
  }

  static byte[] ivOf(byte[] sealed) {
    return Arrays.copyOfRange(sealed, 8, HEADER);
  }

  @Test
  final void theResultOfAShortMessageNeverDependsOnTheCalls() throws Exception {
    Cipher sealing = cipher();
    Cipher opening = opening();
    for (int i = 0; i < SMALL_CASES; i++) {
      Random random = random("small", i);
      byte[] message = Messages.bytes(random, random.nextInt(200));
      byte[] aad = Messages.bytes(random, random.nextInt(40));
      byte[] iv = Messages.bytes(random, 12);
      byte[] expected = reference(iv, aad).seal(message);
      sealing.init(Cipher.ENCRYPT_MODE, key, new FixedRandom(iv));
      assertThat(feeder(random).feed(sealing, aad, message)).isEqualTo(expected);
      assertThat(feeder(random).feed(opening, aad, expected)).isEqualTo(message);
    }
  }

  @Test
  final void theResultOfALongMessageNeverDependsOnTheCalls() throws Exception {
    Cipher opening = opening();
    for (int i = 0; i < LARGE_CASES; i++) {
      Random random = random("large", i);
      byte[] message = Messages.bytes(random, SEGMENT - 20 + random.nextInt(SEGMENT + 40));
      byte[] aad = Messages.bytes(random, random.nextInt(40));
      byte[] iv = Messages.bytes(random, 12);
      byte[] expected = reference(iv, aad).seal(message);
      Cipher sealing = cipher();
      Cipher twin = cipher();
      sealing.init(Cipher.ENCRYPT_MODE, key, new FixedRandom(iv));
      twin.init(Cipher.ENCRYPT_MODE, key);
      sealing.updateAAD(aad);
      assertThat(feeder(random).feedLike(twin, sealing, message)).isEqualTo(expected);
      assertThat(feeder(random).feed(opening, aad, expected)).isEqualTo(message);
    }
  }

  @Test
  final void oneArrayServesInputAndOutputAtAnyOffset() throws Exception {
    byte[] message = Messages.bytes(random("in place", 0), 2 * SEGMENT + 77);
    byte[] iv = Messages.bytes(random("in place", 1), 12);
    byte[] expected = reference(iv, new byte[0]).seal(message);
    for (int to : new int[] {0, 36, 40}) {
      byte[] place = new byte[to + expected.length + 40];
      Cipher sealing = cipher();
      sealing.init(Cipher.ENCRYPT_MODE, key, new FixedRandom(iv));
      System.arraycopy(message, 0, place, 36, message.length);
      int length = sealing.doFinal(place, 36, message.length, place, to);
      assertThat(Arrays.copyOfRange(place, to, to + length)).isEqualTo(expected);

      System.arraycopy(expected, 0, place, 36, expected.length);
      length = opening().doFinal(place, 36, expected.length, place, to);
      assertThat(Arrays.copyOfRange(place, to, to + length)).isEqualTo(message);
    }
  }

  @Test
  final void aLongMessageIsReleasedSegmentBySegment() throws Exception {
    byte[] message = Messages.bytes(random("segments", 0), 2 * SEGMENT + 5);
    Cipher sealing = sealing();
    assertThat(sealing.update(message, 0, SEGMENT)).isEmpty();
    byte[] first = sealing.update(message, SEGMENT, 1);
    assertThat(first).hasSize(HEADER + SEGMENT + TAG);
    assertThat(sealing.update(message, SEGMENT + 1, SEGMENT - 1)).isEmpty();
    byte[] second = sealing.update(message, 2 * SEGMENT, 5);
    assertThat(second).hasSize(SEGMENT + TAG);
    byte[] last = sealing.doFinal();
    assertThat(last).hasSize(5 + TAG);

    Cipher opening = opening();
    assertThat(opening.update(first)).isEmpty();
    assertThat(opening.update(second, 0, 1)).isEqualTo(Arrays.copyOf(message, SEGMENT));
    assertThat(opening.update(second, 1, second.length - 1)).isEmpty();
    assertThat(opening.update(last)).isEqualTo(Arrays.copyOfRange(message, SEGMENT, 2 * SEGMENT));
    assertThat(opening.doFinal())
        .isEqualTo(Arrays.copyOfRange(message, 2 * SEGMENT, message.length));
  }

  @Test
  final void aShortMessageIsReleasedAtItsEndOnly() throws Exception {
    byte[] message = Messages.bytes(random("short", 0), SEGMENT);
    byte[] sealed = seal(message);
    Cipher opening = opening();
    assertThat(opening.update(sealed)).isEmpty();
    assertThat(opening.doFinal()).isEqualTo(message);
  }

  @Test
  final void oneInitDoesForManyMessagesEachWithAnIvOfItsOwn() throws Exception {
    Cipher sealing = sealing();
    Cipher opening = opening();
    Set<ByteBuffer> ivs = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      byte[] message = Messages.bytes(random("many", i), i);
      byte[] aad = {(byte) i};
      sealing.updateAAD(aad);
      byte[] sealed = sealing.doFinal(message);
      ivs.add(ByteBuffer.wrap(ivOf(sealed)));
      opening.updateAAD(aad);
      assertThat(opening.doFinal(sealed)).isEqualTo(message);
    }
    assertThat(ivs).hasSize(50);
  }

  @Test
  final void aShortOutputChangesNothing() throws Exception {
    byte[] message = Messages.bytes(random("short output", 0), 2 * SEGMENT + 100);
    byte[] iv = Messages.bytes(random("short output", 1), 12);
    byte[] expected = reference(iv, new byte[0]).seal(message);
    Cipher sealing = cipher();
    sealing.init(Cipher.ENCRYPT_MODE, key, new FixedRandom(iv));
    assertThat(throughShortOutputs(sealing, message, HEADER + SEGMENT + TAG)).isEqualTo(expected);
    assertThat(throughShortOutputs(opening(), expected, SEGMENT)).isEqualTo(message);
  }

  private static byte[] throughShortOutputs(Cipher cipher, byte[] message, int first)
      throws Exception {
    ByteBuffer input = ByteBuffer.wrap(message).limit(SEGMENT + HEADER + TAG + 50);
    ByteBuffer tooShort = ByteBuffer.allocate(first - 1);
    assertThatExceptionOfType(ShortBufferException.class)
        .isThrownBy(() -> cipher.update(input, tooShort));
    assertThat(input.position()).isZero();
    assertThat(tooShort.position()).isZero();
    ByteBuffer output = ByteBuffer.allocateDirect(message.length + 100);
    assertThat(cipher.update(input, output)).isEqualTo(first);
    input.limit(message.length);
    assertThatExceptionOfType(ShortBufferException.class)
        .isThrownBy(() -> cipher.doFinal(input, ByteBuffer.allocate(SEGMENT)));
    assertThat(input.remaining()).isEqualTo(message.length - SEGMENT - HEADER - TAG - 50);
    cipher.doFinal(input, output);
    byte[] all = new byte[output.position()];
    output.flip().get(all);
    return all;
  }

  @Test
  final void cipherStreamsCarryALongMessage() throws Exception {
    byte[] message = Messages.bytes(random("streams", 0), 2 * SEGMENT + 4321);
    ByteArrayOutputStream collected = new ByteArrayOutputStream();
    try (OutputStream out = new CipherOutputStream(collected, sealing())) {
      for (int at = 0; at < message.length; at += 8192) {
        out.write(message, at, Math.min(8192, message.length - at));
      }
    }
    byte[] sealed = collected.toByteArray();
    try (InputStream in = new CipherInputStream(new ByteArrayInputStream(sealed), opening())) {
      assertThat(in.readAllBytes()).isEqualTo(message);
    }
    sealed[SEGMENT + 1000] ^= 1;
    InputStream forged = new CipherInputStream(new ByteArrayInputStream(sealed), opening());
    assertThatIOException()
        .isThrownBy(forged::readAllBytes)
        .withCauseInstanceOf(AEADBadTagException.class);
  }

  @Test
  final void keysAreWrappedAsMessagesAndUnwrappedIntoTheToken() throws Exception {
    byte[] inner = Messages.bytes(random("wrapped", 0), 32);
    Cipher cipher = cipher();
    cipher.init(Cipher.WRAP_MODE, key);
    byte[] wrapped = cipher.wrap(new SecretKeySpec(inner, "AES"));
    assertThat(open(wrapped)).isEqualTo(inner);
    assertThat(cipher.wrap(new SecretKeySpec(inner, "AES"))).isNotEqualTo(wrapped);

    cipher.init(Cipher.UNWRAP_MODE, key);
    Key unwrapped = cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY);
    assertThat(unwrapped.getEncoded()).isNull();
    Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding", provider);
    ecb.init(Cipher.ENCRYPT_MODE, unwrapped);
    Cipher software = Cipher.getInstance("AES/ECB/NoPadding", "SunJCE");
    software.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(inner, "AES"));
    assertThat(ecb.doFinal(new byte[16])).isEqualTo(software.doFinal(new byte[16]));

    wrapped[30] ^= 1;
    assertThatExceptionOfType(java.security.InvalidKeyException.class)
        .isThrownBy(() -> cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY))
        .withCauseInstanceOf(AEADBadTagException.class);
  }
}
