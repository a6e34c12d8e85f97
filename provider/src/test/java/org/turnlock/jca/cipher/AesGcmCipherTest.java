// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.ProviderException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.jca.TokenFixture;
import org.turnlock.token.TokenException;

/** What AES/GCM/NoPadding promises beside the right bytes. */
class AesGcmCipherTest {
  private static final byte[] KEY = new byte[32];
  private static final byte[] MESSAGE =
      "the quick brown fox jumps".getBytes(StandardCharsets.UTF_8);

  private final TokenFixture fixture = new TokenFixture();
  private final SecretKey key = fixture.aes(KEY);
  private Cipher cipher;

  @BeforeEach
  void newCipher() throws Exception {
    cipher = Cipher.getInstance("AES/GCM/NoPadding", fixture.provider);
  }

  @Test
  void singleShotIsOneCallOfTheToken() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, key, spec(1));
    int before = fixture.token.calls();
    cipher.doFinal(MESSAGE);
    assertThat(fixture.token.calls() - before).isEqualTo(1);
  }

  @Test
  void initAndUpdateDoNotTouchTheToken() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, key);
    cipher.updateAAD(MESSAGE);
    cipher.update(MESSAGE);
    assertThat(fixture.token.calls()).isZero();
  }

  @Test
  void updateThenFinalKeepsAllTheData() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, key, spec(1));
    assertThat(cipher.update(MESSAGE, 0, 5)).isEmpty();
    byte[] sealed = cipher.doFinal(MESSAGE, 5, MESSAGE.length - 5);
    assertThat(sealed).isEqualTo(expected(spec(1), new byte[0], MESSAGE));
  }

  @Test
  void emptyMessageIsItsTag() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, key, spec(1));
    byte[] sealed = cipher.doFinal();
    assertThat(sealed).isEqualTo(expected(spec(1), new byte[0], new byte[0])).hasSize(16);
    cipher.init(Cipher.DECRYPT_MODE, key, spec(1));
    assertThat(cipher.doFinal(sealed)).isEmpty();
  }

  @Test
  void messageOfOnlyAdditionalDataIsAuthenticated() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, key, spec(1));
    cipher.updateAAD(MESSAGE);
    byte[] sealed = cipher.doFinal();
    assertThat(sealed).isEqualTo(expected(spec(1), MESSAGE, new byte[0]));
    cipher.init(Cipher.DECRYPT_MODE, key, spec(1));
    cipher.updateAAD(ByteBuffer.wrap(MESSAGE));
    assertThat(cipher.doFinal(sealed)).isEmpty();
    cipher.updateAAD(new byte[] {1});
    assertThatThrownBy(() -> cipher.doFinal(sealed)).isInstanceOf(AEADBadTagException.class);
  }

  @Test
  void everyChangedByteIsNoticedAndTheCipherGoesOn() throws Exception {
    byte[] sealed = expected(spec(1), MESSAGE, MESSAGE);
    cipher.init(Cipher.DECRYPT_MODE, key, spec(1));
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      byte[] output = new byte[MESSAGE.length];
      cipher.updateAAD(MESSAGE);
      assertThatThrownBy(() -> cipher.doFinal(changed, 0, changed.length, output))
          .as("byte %d", i)
          .isInstanceOf(AEADBadTagException.class);
      assertThat(output).as("released at byte %d", i).containsOnly(0);
    }
    cipher.updateAAD(MESSAGE);
    assertThat(cipher.doFinal(sealed)).isEqualTo(MESSAGE);
  }

  @Test
  void decryptionReleasesNothingBeforeTheEnd() throws Exception {
    byte[] sealed = expected(spec(1), new byte[0], new byte[1000]);
    cipher.init(Cipher.DECRYPT_MODE, key, spec(1));
    assertThat(cipher.update(sealed, 0, 900)).isEmpty();
    assertThat(cipher.doFinal(sealed, 900, sealed.length - 900)).hasSize(1000);
  }

  @Test
  void inputShorterThanTheTagIsWrong() throws Exception {
    cipher.init(Cipher.DECRYPT_MODE, key, spec(1));
    assertThatThrownBy(() -> cipher.doFinal(new byte[15])).isInstanceOf(AEADBadTagException.class);
    assertThatThrownBy(() -> cipher.doFinal()).isInstanceOf(AEADBadTagException.class);
    assertThat(cipher.doFinal(expected(spec(1), new byte[0], MESSAGE))).isEqualTo(MESSAGE);
  }

  @Test
  void encryptionNeedsNewIvForEachMessage() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, key, spec(1));
    cipher.doFinal(MESSAGE);
    assertThatThrownBy(() -> cipher.update(MESSAGE)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> cipher.doFinal()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> cipher.updateAAD(MESSAGE)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> cipher.init(Cipher.ENCRYPT_MODE, key, spec(1)))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    cipher.init(Cipher.ENCRYPT_MODE, key, spec(2));
    assertThat(cipher.doFinal(MESSAGE)).isEqualTo(expected(spec(2), new byte[0], MESSAGE));
  }

  @Test
  void repeatedIvIsRefusedForTheSameKeyInAnotherObjectToo() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, key, spec(1));
    SecretKey again = TokenFixture.again(key);
    assertThatThrownBy(() -> cipher.init(Cipher.ENCRYPT_MODE, again, spec(1)))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    cipher.init(Cipher.DECRYPT_MODE, key, spec(1));
    assertThatThrownBy(() -> cipher.init(Cipher.ENCRYPT_MODE, key, spec(1)))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    cipher.init(Cipher.ENCRYPT_MODE, fixture.aes(new byte[16]), spec(1));
    assertThat(cipher.doFinal(MESSAGE)).hasSize(MESSAGE.length + 16);
  }

  @Test
  void defaultIvHasTwelveBytesAndIsNewEachTime() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, key);
    byte[] first = cipher.getIV();
    byte[] sealed = cipher.doFinal(MESSAGE);
    AlgorithmParameters parameters = cipher.getParameters();
    assertThat(parameters.getParameterSpec(GCMParameterSpec.class).getIV()).isEqualTo(first);
    assertThat(parameters.getParameterSpec(GCMParameterSpec.class).getTLen()).isEqualTo(128);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    assertThat(cipher.getIV()).hasSize(12).isNotEqualTo(first);
    cipher.init(Cipher.DECRYPT_MODE, key, parameters);
    assertThat(cipher.doFinal(sealed)).isEqualTo(MESSAGE);
  }

  @Test
  void changingTheReturnedIvChangesNothing() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, key, spec(1));
    Arrays.fill(cipher.getIV(), (byte) 9);
    assertThat(cipher.doFinal(MESSAGE)).isEqualTo(expected(spec(1), new byte[0], MESSAGE));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 32, 64, 95, 97, 136})
  void otherTagLengthsAreRefused(int bits) {
    assertThatThrownBy(
            () -> cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(bits, new byte[12])))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {96, 104, 112, 120, 128})
  void allTagLengthsWork(int bits) throws Exception {
    GCMParameterSpec spec = new GCMParameterSpec(bits, new byte[12]);
    cipher.init(Cipher.ENCRYPT_MODE, key, spec);
    assertThat(cipher.doFinal(MESSAGE))
        .hasSize(MESSAGE.length + bits / 8)
        .isEqualTo(expected(spec, new byte[0], MESSAGE));
  }

  @Test
  void parametersOfOtherKindsAreRefused() throws Exception {
    assertThatThrownBy(
            () -> cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[12])))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    assertThatThrownBy(
            () -> cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, new byte[0])))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    AlgorithmParameters aes = AlgorithmParameters.getInstance("AES");
    aes.init(new IvParameterSpec(new byte[16]));
    assertThatThrownBy(() -> cipher.init(Cipher.DECRYPT_MODE, key, aes))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
  }

  @Test
  void decryptionWithoutParametersIsRefused() {
    assertThatThrownBy(() -> cipher.init(Cipher.DECRYPT_MODE, key))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> cipher.init(Cipher.DECRYPT_MODE, key, (AlgorithmParameters) null))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
  }

  @Test
  void additionalDataAfterDataIsRefused() throws Exception {
    cipher.init(Cipher.DECRYPT_MODE, key, spec(1));
    cipher.update(new byte[1]);
    assertThatThrownBy(() -> cipher.updateAAD(new byte[1]))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> cipher.updateAAD(ByteBuffer.allocate(1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shortOutputChangesNothing() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, key, spec(1));
    cipher.updateAAD(MESSAGE);
    cipher.update(MESSAGE, 0, 3);
    ByteBuffer rest = ByteBuffer.wrap(MESSAGE, 3, MESSAGE.length - 3);
    int needed = cipher.getOutputSize(rest.remaining());
    assertThat(needed).isEqualTo(MESSAGE.length + 16);
    ByteBuffer output = ByteBuffer.allocate(needed - 1);
    assertThatThrownBy(() -> cipher.doFinal(rest, output)).isInstanceOf(ShortBufferException.class);
    assertThat(rest.position()).isEqualTo(3);
    assertThat(output.position()).isZero();
    ByteBuffer enough = ByteBuffer.allocate(needed);
    assertThat(cipher.doFinal(rest, enough)).isEqualTo(needed);
    assertThat(enough.array()).isEqualTo(expected(spec(1), MESSAGE, MESSAGE));
  }

  @Test
  void failureOfTheTokenIsToldAndTheCipherStaysGood() throws Exception {
    byte[] sealed = expected(spec(1), new byte[0], MESSAGE);
    cipher.init(Cipher.DECRYPT_MODE, key, spec(1));
    fixture.token.failNext(TokenException.Reason.UNAVAILABLE);
    ByteBuffer input = ByteBuffer.wrap(sealed);
    assertThatThrownBy(() -> cipher.doFinal(input, ByteBuffer.allocate(100)))
        .isInstanceOf(ProviderException.class)
        .isNotInstanceOf(AEADBadTagException.class);
    assertThat(input.position()).isZero();
    assertThat(cipher.doFinal(sealed)).isEqualTo(MESSAGE);
  }

  @Test
  void failedEncryptionDoesNotGiveItsIvBack() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, key, spec(1));
    fixture.token.failNext(TokenException.Reason.UNAVAILABLE);
    assertThatThrownBy(() -> cipher.doFinal(MESSAGE)).isInstanceOf(ProviderException.class);
    assertThatThrownBy(() -> cipher.doFinal(MESSAGE)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void inPlaceWorksInEveryDirection() throws Exception {
    byte[] place = new byte[100];
    for (int at : new int[] {0, 7, 40}) {
      System.arraycopy(MESSAGE, 0, place, 20, MESSAGE.length);
      cipher.init(Cipher.ENCRYPT_MODE, key, spec(at + 50));
      int length = cipher.doFinal(place, 20, MESSAGE.length, place, at);
      assertThat(Arrays.copyOfRange(place, at, at + length))
          .isEqualTo(expected(spec(at + 50), new byte[0], MESSAGE));
    }
  }

  private static GCMParameterSpec spec(int iv) {
    byte[] bytes = new byte[12];
    bytes[11] = (byte) iv;
    return new GCMParameterSpec(128, bytes);
  }

  private static byte[] expected(GCMParameterSpec spec, byte[] aad, byte[] message)
      throws Exception {
    Cipher theirs = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
    theirs.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), spec);
    theirs.updateAAD(aad);
    return theirs.doFinal(message);
  }
}
