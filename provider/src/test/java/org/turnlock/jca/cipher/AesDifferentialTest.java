// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.jca.TokenFixture;

/** Random messages in random pieces through random forms of update: the same as SunJCE. */
class AesDifferentialTest {
  private static final int CASES = 400;

  private final TokenFixture fixture = new TokenFixture();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AES/ECB/NoPadding",
        "AES/ECB/PKCS5Padding",
        "AES/CBC/NoPadding",
        "AES/CBC/PKCS5Padding",
        "AES/CTR/NoPadding",
        "AES/GCM/NoPadding"
      })
  void everySplitGivesWhatSunJceGives(String transformation) throws Exception {
    long seed = System.nanoTime();
    System.out.println(transformation + " seed " + seed);
    Random random = new Random(seed);
    Cipher ours = Cipher.getInstance(transformation, fixture.provider);
    Cipher theirs = Cipher.getInstance(transformation, "SunJCE");
    for (int i = 0; i < CASES; i++) {
      new Case(transformation, random, ours, theirs).run("seed " + seed + ", case " + i);
    }
  }

  private final class Case {
    private final Random random;
    private final Cipher ours;
    private final Cipher theirs;
    private final boolean gcm;
    private final byte[] keyBytes;
    private final byte[] message;
    private final byte[] aad;
    private final AlgorithmParameterSpec spec;

    Case(String transformation, Random random, Cipher ours, Cipher theirs) {
      this.random = random;
      this.ours = ours;
      this.theirs = theirs;
      gcm = transformation.contains("GCM");
      keyBytes = bytes(16 + 8 * random.nextInt(3));
      int length = random.nextInt(10) == 0 ? random.nextInt(5000) : random.nextInt(100);
      if (transformation.endsWith("NoPadding") && !gcm && !transformation.contains("CTR")) {
        length -= length % 16;
      }
      message = bytes(length);
      aad = gcm ? bytes(random.nextInt(40)) : new byte[0];
      spec =
          transformation.contains("ECB")
              ? null
              : gcm
                  ? new GCMParameterSpec(96 + 8 * random.nextInt(5), bytes(1 + random.nextInt(32)))
                  : new IvParameterSpec(bytes(16));
    }

    void run(String name) throws Exception {
      SecretKey software = new SecretKeySpec(keyBytes, "AES");
      SecretKey key = fixture.aes(keyBytes);
      byte[] ciphertext = compare(name, Cipher.ENCRYPT_MODE, key, software, message);
      byte[] back = compare(name, Cipher.DECRYPT_MODE, key, software, ciphertext);
      assertThat(back).as(name).isEqualTo(message);
    }

    private byte[] compare(String name, int opmode, SecretKey key, SecretKey software, byte[] input)
        throws Exception {
      ours.init(opmode, key, spec);
      theirs.init(opmode, software, spec);
      if (gcm) {
        int split = random.nextInt(aad.length + 1);
        ours.updateAAD(aad, 0, split);
        ours.updateAAD(ByteBuffer.wrap(aad, split, aad.length - split));
        theirs.updateAAD(aad);
      }
      ByteArrayOutputStream result = new ByteArrayOutputStream();
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      int done = 0;
      while (random.nextInt(4) != 0) {
        int n = random.nextInt(input.length - done + 1);
        byte[] piece = Arrays.copyOfRange(input, done, done + n);
        byte[] theirPiece = notNull(theirs.update(piece));
        byte[] ourPiece = update(piece);
        if (!gcm) {
          assertThat(ourPiece).as(name + " at " + done).isEqualTo(theirPiece);
        }
        result.writeBytes(ourPiece);
        expected.writeBytes(theirPiece);
        done += n;
      }
      byte[] last = Arrays.copyOfRange(input, done, input.length);
      expected.writeBytes(theirs.doFinal(last));
      result.writeBytes(finish(last));
      assertThat(result.toByteArray()).as(name).isEqualTo(expected.toByteArray());
      return result.toByteArray();
    }

    private byte[] update(byte[] piece) throws Exception {
      int room = ours.getOutputSize(piece.length);
      switch (random.nextInt(4)) {
        case 0:
          return notNull(ours.update(piece));
        case 1:
          byte[] out = new byte[room + 3];
          int n = ours.update(piece, 0, piece.length, out, 3);
          return Arrays.copyOfRange(out, 3, 3 + n);
        case 2:
          byte[] place = Arrays.copyOf(piece, Math.max(room, piece.length) + 40);
          int shift = random.nextInt(40);
          System.arraycopy(piece, 0, place, shift, piece.length);
          int at = random.nextInt(40);
          int written = ours.update(place, shift, piece.length, place, at);
          return Arrays.copyOfRange(place, at, at + written);
        default:
          ByteBuffer input = buffer(piece);
          ByteBuffer output =
              random.nextBoolean() ? ByteBuffer.allocate(room) : ByteBuffer.allocateDirect(room);
          int count = ours.update(input, output);
          assertThat(input.hasRemaining()).isFalse();
          assertThat(output.position()).isEqualTo(count);
          return taken(output);
      }
    }

    private byte[] finish(byte[] piece) throws Exception {
      int room = ours.getOutputSize(piece.length);
      switch (random.nextInt(4)) {
        case 0:
          return piece.length == 0 ? ours.doFinal() : ours.doFinal(piece);
        case 1:
          byte[] out = new byte[room + 3];
          int n = ours.doFinal(piece, 0, piece.length, out, 3);
          return Arrays.copyOfRange(out, 3, 3 + n);
        case 2:
          byte[] place = new byte[Math.max(room, piece.length) + 40];
          int shift = random.nextInt(40);
          System.arraycopy(piece, 0, place, shift, piece.length);
          int at = random.nextInt(40);
          int written = ours.doFinal(place, shift, piece.length, place, at);
          return Arrays.copyOfRange(place, at, at + written);
        default:
          ByteBuffer input = buffer(piece);
          ByteBuffer output =
              random.nextBoolean() ? ByteBuffer.allocate(room) : ByteBuffer.allocateDirect(room);
          int count = ours.doFinal(input, output);
          assertThat(input.hasRemaining()).isFalse();
          assertThat(output.position()).isEqualTo(count);
          return taken(output);
      }
    }

    private ByteBuffer buffer(byte[] content) {
      return switch (random.nextInt(3)) {
        case 0 -> ByteBuffer.wrap(content);
        case 1 -> ByteBuffer.wrap(content).asReadOnlyBuffer();
        default -> ByteBuffer.allocateDirect(content.length).put(content).flip();
      };
    }

    private byte[] taken(ByteBuffer output) {
      byte[] bytes = new byte[output.position()];
      output.flip().get(bytes);
      return bytes;
    }

    private byte[] bytes(int length) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      return bytes;
    }
  }

  private static byte[] notNull(byte[] bytes) {
    return bytes == null ? new byte[0] : bytes;
  }
}
