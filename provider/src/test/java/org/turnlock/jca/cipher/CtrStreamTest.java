// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.turnlock.jca.TokenFixture;
import org.turnlock.keys.FixedKeySource;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.token.TokenKey;

/** Long streams of AES-CTR in small pieces, with large ones among them: the same as SunJCE. */
class CtrStreamTest {
  private static final String CTR = "AES/CTR/NoPadding";
  private static final int STREAMS = 60;
  private static final int LONGEST = 90_000;

  private final TokenFixture fixture = new TokenFixture();
  private final long seed = Long.getLong("turnlock.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final byte[] keyBytes = bytes(32);
  private final SecretKey key = key();

  private SecretKey key() {
    try {
      return fixture.aes(keyBytes);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyPieceIsWhatSunJceGives() throws Exception {
    Cipher ours = Cipher.getInstance(CTR, fixture.provider);
    for (int stream = 0; stream < STREAMS; stream++) {
      String name = "seed " + seed + ", stream " + stream;
      IvParameterSpec iv = iv();
      byte[] message = bytes(random.nextInt(LONGEST));
      byte[] expected = software(iv).doFinal(message);
      int mode = random.nextBoolean() ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
      ours.init(mode, key, iv);
      // The second time after doFinal, which goes back to the start.
      for (int time = 0; time < 2; time++) {
        assertThat(streamed(ours, message)).as(name).isEqualTo(expected);
      }
    }
  }

  /** In half of the streams the counter starts again at zero. */
  private IvParameterSpec iv() {
    byte[] iv = bytes(16);
    if (random.nextBoolean()) {
      Arrays.fill(iv, 0, 14, (byte) 0xff);
    }
    return new IvParameterSpec(iv);
  }

  private byte[] streamed(Cipher cipher, byte[] message) throws Exception {
    byte[] result = new byte[message.length];
    int done = 0;
    int most = 1 + random.nextInt(2000);
    while (done < message.length) {
      int length = Math.min(pieceLength(most), message.length - done);
      if (random.nextInt(20) == 0 && length > 0) {
        int at = done;
        assertThatThrownBy(() -> cipher.update(message, at, length, new byte[length - 1], 0))
            .isInstanceOf(ShortBufferException.class);
      }
      // In one array, the output before, upon or behind the input.
      byte[] place = new byte[length + 80];
      int from = random.nextInt(80);
      int to = random.nextInt(80);
      System.arraycopy(message, done, place, from, length);
      assertThat(cipher.update(place, from, length, place, to)).isEqualTo(length);
      System.arraycopy(place, to, result, done, length);
      done += length;
    }
    assertThat(cipher.doFinal()).isEmpty();
    return result;
  }

  private int pieceLength(int most) {
    return random.nextInt(30) == 0 ? random.nextInt(20_000) : random.nextInt(most + 1);
  }

  @Test
  void anInitDropsWhatWasAskedForAhead() throws Exception {
    Cipher ours = Cipher.getInstance(CTR, fixture.provider);
    byte[] piece = bytes(100);
    for (int i = 0; i < 5; i++) {
      IvParameterSpec iv = iv();
      ours.init(Cipher.ENCRYPT_MODE, key, iv);
      Cipher theirs = software(iv);
      for (int n = 0; n < 5; n++) {
        assertThat(ours.update(piece)).as("seed %d", seed).isEqualTo(theirs.update(piece));
      }
    }
  }

  /** A use that is refused leaves the stream where it was, and so does what came ahead of it. */
  @Test
  void aRefusedPieceCanBeGivenAgain() throws Exception {
    RefusingGuard guard = new RefusingGuard();
    TokenKey token = ((TokenSecretKey) key).tokenKey();
    Cipher ours = Cipher.getInstance(CTR, fixture.provider);
    IvParameterSpec iv = iv();
    ours.init(Cipher.ENCRYPT_MODE, new TokenSecretKey(new FixedKeySource(token, guard), "AES"), iv);
    Cipher theirs = software(iv);
    int refused = 0;
    for (int n = 0; n < 60; n++) {
      byte[] piece = bytes(100);
      guard.allow(0);
      byte[] expected = theirs.update(piece);
      byte[] given;
      try {
        given = ours.update(piece);
      } catch (IllegalStateException e) {
        refused++;
        guard.allowAll();
        given = ours.update(piece);
      }
      assertThat(given).as("seed %d, piece %d", seed, n).isEqualTo(expected);
    }
    assertThat(refused).isEqualTo(60);
    assertThat(guard.refusedUses()).isBetween(3, 20);
  }

  private Cipher software(IvParameterSpec iv) throws Exception {
    Cipher cipher = Cipher.getInstance(CTR, "SunJCE");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keyBytes, "AES"), iv);
    return cipher;
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
