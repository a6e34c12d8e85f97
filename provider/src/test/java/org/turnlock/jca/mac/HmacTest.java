// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.mac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.ProviderException;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.jca.TokenFixture;
import org.turnlock.token.TokenException;

/** HMAC with keys in the token, against SunJCE. */
class HmacTest {
  private static final byte[] KEY = new byte[64];

  private final TokenFixture fixture = new TokenFixture();
  private final SecretKey key = fixture.hmac(KEY);

  @ParameterizedTest
  @ValueSource(strings = {"HmacSHA1", "HmacSHA224", "HmacSHA256", "HmacSHA384", "HmacSHA512"})
  void everySplitGivesWhatSunJceGives(String algorithm) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Mac ours = Mac.getInstance(algorithm, fixture.provider);
    ours.init(key);
    for (int i = 0; i < 100; i++) {
      byte[] message = new byte[random.nextInt(10) == 0 ? 40_000 : random.nextInt(500)];
      random.nextBytes(message);
      int done = 0;
      while (done < message.length && random.nextInt(5) != 0) {
        int n = 1 + random.nextInt(message.length - done);
        switch (random.nextInt(3)) {
          case 0 -> ours.update(message, done, n);
          case 1 -> ours.update(ByteBuffer.allocateDirect(n).put(message, done, n).flip());
          default -> {
            ours.update(message[done]);
            n = 1;
          }
        }
        done += n;
      }
      ours.update(message, done, message.length - done);
      assertThat(ours.doFinal())
          .as("seed %d, case %d", seed, i)
          .hasSize(ours.getMacLength())
          .isEqualTo(theirs(algorithm, message));
    }
    assertThat(fixture.token.openSignings()).isZero();
  }

  @Test
  void shortMessageIsOneCallOfTheTokenAtItsEnd() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256", fixture.provider);
    mac.init(key);
    mac.update(new byte[10_000]);
    mac.update(new byte[6_384]);
    assertThat(fixture.token.calls()).isZero();
    assertThat(mac.doFinal()).isEqualTo(theirs("HmacSHA256", new byte[16_384]));
    assertThat(fixture.token.calls()).isEqualTo(1);
  }

  @Test
  void resetAndInitDropTheMessageAndItsSession() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256", fixture.provider);
    mac.init(key);
    mac.update(new byte[5]);
    mac.reset();
    assertThat(mac.doFinal()).isEqualTo(theirs("HmacSHA256", new byte[0]));
    mac.update(new byte[50_000]);
    assertThat(fixture.token.openSignings()).isEqualTo(1);
    mac.reset();
    assertThat(fixture.token.openSignings()).isZero();
    mac.update(new byte[50_000]);
    mac.init(key);
    assertThat(fixture.token.openSignings()).isZero();
    assertThat(mac.doFinal(new byte[1])).isEqualTo(theirs("HmacSHA256", new byte[1]));
  }

  @Test
  void messageThatLostAPieceIsNotFinished() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256", fixture.provider);
    mac.init(key);
    mac.update(new byte[20_000]);
    fixture.token.failNext(TokenException.Reason.UNAVAILABLE);
    assertThatThrownBy(() -> mac.update(new byte[10])).isInstanceOf(ProviderException.class);
    assertThat(fixture.token.openSignings()).isZero();
    assertThatThrownBy(() -> mac.update(new byte[10])).isInstanceOf(ProviderException.class);
    assertThatThrownBy(mac::doFinal).isInstanceOf(ProviderException.class);
    assertThat(mac.doFinal(new byte[3])).isEqualTo(theirs("HmacSHA256", new byte[3]));
  }

  @Test
  void failureAtTheEndLeavesTheObjectGood() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA512", fixture.provider);
    mac.init(key);
    for (int length : new int[] {10, 30_000}) {
      mac.update(new byte[length]);
      fixture.token.failNext(TokenException.Reason.UNAVAILABLE);
      assertThatThrownBy(mac::doFinal).isInstanceOf(ProviderException.class);
      assertThat(fixture.token.openSignings()).isZero();
      assertThat(mac.doFinal(new byte[3])).isEqualTo(theirs("HmacSHA512", new byte[3]));
    }
  }

  @Test
  void parametersCopiesAndOtherKeysAreRefused() throws Exception {
    Mac mac = Mac.getInstance("1.2.840.113549.2.9", fixture.provider);
    assertThatThrownBy(() -> mac.init(key, new IvParameterSpec(new byte[16])))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    assertThatThrownBy(() -> mac.init(null)).isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> mac.init(fixture.aes(new byte[32])))
        .isInstanceOf(InvalidKeyException.class);
    mac.init(key);
    assertThatThrownBy(mac::clone).isInstanceOf(CloneNotSupportedException.class);
  }

  private static byte[] theirs(String algorithm, byte[] message) throws Exception {
    Mac mac = Mac.getInstance(algorithm, "SunJCE");
    mac.init(new SecretKeySpec(KEY, algorithm));
    return mac.doFinal(message);
  }
}
