// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.ProviderException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.jca.TokenFixture;
import org.turnlock.token.TokenException;

/** What ECB, CBC and CTR promise beside the right bytes. */
class AesBlockCipherTest {
  private static final byte[] KEY = new byte[16];
  private static final IvParameterSpec IV = new IvParameterSpec(new byte[16]);
  private static final int MEBIBYTE = 1024 * 1024;

  private final TokenFixture fixture = new TokenFixture();
  private final SecretKey key = fixture.aes(KEY);

  @Test
  void randomPaddingIsSunJcesInBothDirections() throws Exception {
    String transformation = "AES/CBC/ISO10126Padding";
    Cipher theirs = Cipher.getInstance(transformation, "SunJCE");
    SecretKeySpec software = new SecretKeySpec(KEY, "AES");
    byte[] all = new byte[40];
    new Random(8).nextBytes(all);
    for (int length = 0; length <= all.length; length++) {
      byte[] message = Arrays.copyOf(all, length);
      Cipher ours = cipher(transformation);
      ours.init(Cipher.ENCRYPT_MODE, key, IV);
      theirs.init(Cipher.DECRYPT_MODE, software, IV);
      byte[] first = ours.update(message, 0, length / 2);
      byte[] begun = first == null ? new byte[0] : first;
      byte[] rest = ours.doFinal(message, length / 2, length - length / 2);
      byte[] sealed = Arrays.copyOf(begun, begun.length + rest.length);
      System.arraycopy(rest, 0, sealed, begun.length, rest.length);
      assertThat(theirs.doFinal(sealed)).isEqualTo(message);
      theirs.init(Cipher.ENCRYPT_MODE, software, IV);
      sealed = theirs.doFinal(message);
      ours.init(Cipher.DECRYPT_MODE, key, IV);
      assertThat(ours.doFinal(sealed)).isEqualTo(message);
      ByteBuffer output = ByteBuffer.allocate(sealed.length);
      assertThat(ours.doFinal(ByteBuffer.wrap(sealed), output)).isEqualTo(length);
      assertThat(Arrays.copyOf(output.array(), length)).isEqualTo(message);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 17, 128, 255})
  void randomPaddingOfAnImpossibleLengthIsWrong(int count) throws Exception {
    byte[] block = new byte[16];
    block[15] = (byte) count;
    Cipher plain = Cipher.getInstance("AES/CBC/NoPadding", "SunJCE");
    plain.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), IV);
    Cipher ours = cipher("AES/CBC/ISO10126Padding");
    ours.init(Cipher.DECRYPT_MODE, key, IV);
    assertThatThrownBy(() -> ours.doFinal(plain.doFinal(block)))
        .isInstanceOf(BadPaddingException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AES/ECB/PKCS5Padding",
        "AES/CBC/PKCS5Padding",
        "AES/CBC/NoPadding",
        "AES/CTR/NoPadding"
      })
  void singleShotIsOneCallOfTheToken(String transformation) throws Exception {
    Cipher cipher = cipher(transformation);
    cipher.init(Cipher.ENCRYPT_MODE, key, spec(transformation));
    byte[] ciphertext = cipher.doFinal(new byte[64]);
    cipher.init(Cipher.DECRYPT_MODE, key, spec(transformation));
    cipher.doFinal(ciphertext);
    assertThat(fixture.token.calls()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AES/ECB/NoPadding",
        "AES/ECB/PKCS5Padding",
        "AES/CBC/NoPadding",
        "AES/CBC/PKCS5Padding",
        "AES/CTR/NoPadding"
      })
  void longInputGoesThroughInPiecesWhereverTheOutputLies(String transformation) throws Exception {
    byte[] message = new byte[2 * MEBIBYTE + 4096];
    new Random(7).nextBytes(message);
    Cipher theirs = Cipher.getInstance(transformation, "SunJCE");
    theirs.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), spec(transformation));
    byte[] expected = theirs.doFinal(message);
    Cipher cipher = cipher(transformation);
    cipher.init(Cipher.ENCRYPT_MODE, key, spec(transformation));
    assertThat(Arrays.equals(cipher.doFinal(message), expected)).isTrue();
    assertThat(fixture.token.calls()).isEqualTo(3);
    byte[] place = new byte[message.length + 200];
    for (int at : new int[] {0, 50, 100, 101}) {
      System.arraycopy(message, 0, place, 100, message.length);
      int written = cipher.update(place, 100, message.length - 5, place, at);
      written += cipher.doFinal(message, message.length - 5, 5, place, at + written);
      assertThat(Arrays.equals(place, at, at + written, expected, 0, expected.length))
          .as("to %d", at)
          .isTrue();
    }
    cipher.init(Cipher.DECRYPT_MODE, key, spec(transformation));
    ByteBuffer direct = ByteBuffer.allocateDirect(expected.length + 64);
    direct.put(16, expected);
    ByteBuffer input = direct.duplicate().position(16).limit(16 + expected.length);
    ByteBuffer output = direct.duplicate().position(32);
    int written = cipher.doFinal(input, output);
    byte[] back = new byte[written];
    direct.get(32, back);
    assertThat(Arrays.equals(back, message)).isTrue();
  }

  @Test
  void wrongPaddingIsToldAndTheCipherGoesOn() throws Exception {
    Cipher cipher = cipher("AES/CBC/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, key, IV);
    byte[] ciphertext = cipher.doFinal(new byte[20]);
    byte[] changed = ciphertext.clone();
    changed[15] ^= 0x40;
    cipher.init(Cipher.DECRYPT_MODE, key, IV);
    cipher.update(changed, 0, 16);
    assertThatThrownBy(() -> cipher.doFinal(changed, 16, 16))
        .isInstanceOf(BadPaddingException.class);
    assertThat(cipher.doFinal(ciphertext)).isEqualTo(new byte[20]);
    assertThatThrownBy(() -> cipher.doFinal(changed, 0, 32, new byte[64]))
        .isInstanceOf(BadPaddingException.class);
    assertThat(cipher.doFinal(ciphertext)).isEqualTo(new byte[20]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES/ECB/NoPadding", "AES/CBC/NoPadding"})
  void partialBlockWithoutPaddingIsRefused(String transformation) throws Exception {
    Cipher cipher = cipher(transformation);
    cipher.init(Cipher.ENCRYPT_MODE, key, spec(transformation));
    cipher.update(new byte[7]);
    assertThatThrownBy(() -> cipher.doFinal(new byte[10]))
        .isInstanceOf(IllegalBlockSizeException.class);
    assertThat(cipher.doFinal(new byte[16])).hasSize(16);
  }

  @Test
  void partialBlockInPaddedDecryptionIsRefused() throws Exception {
    Cipher cipher = cipher("AES/CBC/PKCS5Padding");
    cipher.init(Cipher.DECRYPT_MODE, key, IV);
    assertThatThrownBy(() -> cipher.doFinal(new byte[17]))
        .isInstanceOf(IllegalBlockSizeException.class);
    assertThat(cipher.doFinal()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES/ECB/PKCS5Padding", "AES/CBC/PKCS5Padding", "AES/CTR/NoPadding"})
  void afterFinalTheCipherStartsAgain(String transformation) throws Exception {
    Cipher cipher = cipher(transformation);
    cipher.init(Cipher.ENCRYPT_MODE, key, spec(transformation));
    byte[] first = cipher.doFinal(new byte[21]);
    cipher.update(new byte[10]);
    assertThat(cipher.doFinal(new byte[11]).length).isLessThanOrEqualTo(first.length);
    assertThat(cipher.doFinal(new byte[21])).isEqualTo(first);
  }

  @Test
  void initForgetsWhatWasHeldBack() throws Exception {
    Cipher cipher = cipher("AES/CBC/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, key, IV);
    byte[] expected = cipher.doFinal(new byte[5]);
    cipher.update(new byte[9]);
    cipher.init(Cipher.ENCRYPT_MODE, key, IV);
    assertThat(cipher.doFinal(new byte[5])).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES/CBC/PKCS5Padding", "AES/CTR/NoPadding"})
  void defaultIvIsRandomAndInTheParameters(String transformation) throws Exception {
    Cipher cipher = cipher(transformation);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    AlgorithmParameters parameters = cipher.getParameters();
    byte[] iv = cipher.getIV();
    byte[] ciphertext = cipher.doFinal(new byte[40]);
    assertThat(parameters.getParameterSpec(IvParameterSpec.class).getIV()).isEqualTo(iv);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    assertThat(cipher.getIV()).hasSize(16).isNotEqualTo(iv);
    cipher.init(Cipher.DECRYPT_MODE, key, parameters);
    assertThat(cipher.doFinal(ciphertext)).isEqualTo(new byte[40]);
  }

  @Test
  void wrongParametersAreRefused() throws Exception {
    for (String transformation : new String[] {"AES/CBC/PKCS5Padding", "AES/CTR/NoPadding"}) {
      Cipher cipher = cipher(transformation);
      assertThatThrownBy(() -> cipher.init(Cipher.DECRYPT_MODE, key))
          .isInstanceOf(InvalidKeyException.class);
      assertThatThrownBy(() -> cipher.init(Cipher.DECRYPT_MODE, key, (AlgorithmParameterSpec) null))
          .isInstanceOf(InvalidAlgorithmParameterException.class);
      assertThatThrownBy(
              () -> cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[12])))
          .isInstanceOf(InvalidAlgorithmParameterException.class);
      assertThatThrownBy(
              () -> cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, new byte[16])))
          .isInstanceOf(InvalidAlgorithmParameterException.class);
    }
    Cipher ecb = cipher("AES/ECB/NoPadding");
    assertThatThrownBy(() -> ecb.init(Cipher.ENCRYPT_MODE, key, IV))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    assertThat(ecb.getIV()).isNull();
    assertThat(ecb.getParameters()).isNull();
  }

  @Test
  void shortOutputChangesNothing() throws Exception {
    Cipher cipher = cipher("AES/CBC/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, key, IV);
    byte[] expected = cipher.doFinal(new byte[50]);
    assertThatThrownBy(() -> cipher.update(new byte[50], 0, 50, new byte[47]))
        .isInstanceOf(ShortBufferException.class);
    assertThatThrownBy(() -> cipher.doFinal(new byte[50], 0, 50, new byte[63]))
        .isInstanceOf(ShortBufferException.class);
    assertThat(cipher.doFinal(new byte[50])).isEqualTo(expected);

    cipher.init(Cipher.DECRYPT_MODE, key, IV);
    cipher.update(expected, 0, 20);
    ByteBuffer rest = ByteBuffer.wrap(expected, 20, 44);
    for (int room : new int[] {47, 48, 49}) {
      ByteBuffer output = ByteBuffer.allocate(room);
      assertThatThrownBy(() -> cipher.doFinal(rest, output))
          .as("room for %d", room)
          .isInstanceOf(ShortBufferException.class);
      assertThat(rest.position()).isEqualTo(20);
      assertThat(output.position()).isZero();
    }
    assertThat(cipher.doFinal(rest, ByteBuffer.allocate(50))).isEqualTo(50);
  }

  @Test
  void failedUpdateCanBeRepeated() throws Exception {
    byte[] message = new byte[100];
    new Random(3).nextBytes(message);
    for (String transformation :
        new String[] {"AES/CBC/PKCS5Padding", "AES/CBC/NoPadding", "AES/CTR/NoPadding"}) {
      Cipher cipher = cipher(transformation);
      cipher.init(Cipher.ENCRYPT_MODE, key, IV);
      byte[] expected = cipher.doFinal(message, 0, 96);
      ByteBuffer output = ByteBuffer.allocate(200);
      ByteBuffer input = ByteBuffer.wrap(message, 0, 37);
      cipher.update(ByteBuffer.wrap(message, 0, 3), output);
      input.position(3);
      int position = output.position();
      fixture.token.failNext(TokenException.Reason.UNAVAILABLE);
      assertThatThrownBy(() -> cipher.update(input, output)).isInstanceOf(ProviderException.class);
      assertThat(input.position()).isEqualTo(3);
      assertThat(output.position()).isEqualTo(position);
      cipher.update(input, output);
      cipher.doFinal(ByteBuffer.wrap(message, 37, 96 - 37), output);
      assertThat(Arrays.copyOf(output.array(), output.position())).isEqualTo(expected);
    }
  }

  @Test
  void failedFinalStartsAgain() throws Exception {
    for (String transformation : new String[] {"AES/CBC/PKCS5Padding", "AES/CTR/NoPadding"}) {
      Cipher cipher = cipher(transformation);
      cipher.init(Cipher.ENCRYPT_MODE, key, IV);
      byte[] expected = cipher.doFinal(new byte[30]);
      cipher.update(new byte[40]);
      fixture.token.failNext(TokenException.Reason.UNAVAILABLE);
      assertThatThrownBy(() -> cipher.doFinal(new byte[9])).isInstanceOf(ProviderException.class);
      assertThat(cipher.doFinal(new byte[30])).isEqualTo(expected);
    }
  }

  @Test
  void counterWrapsAtItsEnd() throws Exception {
    byte[] iv = new byte[16];
    Arrays.fill(iv, (byte) 0xff);
    iv[15] = (byte) 0xfe;
    byte[] message = new byte[100];
    Cipher theirs = Cipher.getInstance("AES/CTR/NoPadding", "SunJCE");
    theirs.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new IvParameterSpec(iv));
    byte[] expected = theirs.doFinal(message);
    Cipher cipher = cipher("AES/CTR/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
    assertThat(cipher.doFinal(message)).isEqualTo(expected);
    assertThat(fixture.token.calls()).as("one call on each side of the wrap").isEqualTo(2);
    ByteBuffer output = ByteBuffer.allocate(100);
    for (int i = 0; i < 100; i++) {
      cipher.update(ByteBuffer.wrap(message, i, 1), output);
    }
    assertThat(output.array()).isEqualTo(expected);
  }

  @Test
  void modeAndPaddingOfPlainAesAreAsSunJceHasThem() throws Exception {
    Cipher cipher = cipher("AES");
    Cipher theirs = Cipher.getInstance("AES", "SunJCE");
    cipher.init(Cipher.ENCRYPT_MODE, key);
    theirs.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"));
    assertThat(cipher.doFinal(new byte[5])).isEqualTo(theirs.doFinal(new byte[5]));
    for (String known : new String[] {"AES/ecb/nopadding", "aes/cbc/pkcs7padding"}) {
      assertThat(cipher(known).getBlockSize()).isEqualTo(16);
    }
    for (String unknown :
        new String[] {"AES/OFB/NoPadding", "AES/GCM/PKCS5Padding", "AES/CBC/ZeroBytePadding"}) {
      assertThatThrownBy(() -> cipher(unknown)).isInstanceOf(NoSuchAlgorithmException.class);
    }
  }

  @Test
  void additionalDataIsUnsupported() throws Exception {
    Cipher cipher = cipher("AES/CBC/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, key, IV);
    assertThatThrownBy(() -> cipher.updateAAD(new byte[1]))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private Cipher cipher(String transformation) throws Exception {
    return Cipher.getInstance(transformation, fixture.provider);
  }

  private static AlgorithmParameterSpec spec(String transformation) {
    return transformation.contains("ECB") ? null : IV;
  }
}
