// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.turnlock.contract.support.CipherMode;
import org.turnlock.contract.support.Feature;
import org.turnlock.contract.support.Messages;
import org.turnlock.contract.support.Reference;
import org.turnlock.contract.support.SecretTwin;

/** AEAD ciphers give nothing back unless every byte of IV, AAD, ciphertext and tag is right. */
public abstract class GcmTamperingContract extends BackendContract {
  private static final int TAG_BITS = 128;
  private static final int TAG_BYTES = TAG_BITS / 8;

  private SecretTwin key;
  private byte[] iv;
  private byte[] aad;
  private byte[] message;
  private byte[] ciphertext;
  private Cipher cipher;

  private CipherMode mode;

  private void encryptOneMessage(CipherMode sealing) throws GeneralSecurityException {
    assumeOffered(sealing.transformation());
    mode = sealing;
    Random random = seed().forCase(mode.name(), 0);
    key = SecretTwin.of(backend(), Messages.bytes(random, 32), mode.keyAlgorithm());
    iv = Messages.bytes(random, 12);
    aad = Messages.bytes(random, 21);
    message = Messages.bytes(random, 45);
    ciphertext = Reference.encrypt(mode, key.software(), parameters(TAG_BITS, iv), aad, message);
    cipher = backend().cipher(mode.transformation());
  }

  private AlgorithmParameterSpec parameters(int tagBits, byte[] nonce) {
    return mode == CipherMode.CHACHA20
        ? new IvParameterSpec(nonce)
        : new GCMParameterSpec(tagBits, nonce);
  }

  @ParameterizedTest
  @EnumSource(names = {"GCM", "CCM", "CHACHA20"})
  final void everyChangedByteOfTheCiphertextAndTagIsABadTag(CipherMode sealing) throws Exception {
    encryptOneMessage(sealing);
    for (int i = 0; i < ciphertext.length; i++) {
      requireBadTag(iv, aad, flipped(ciphertext, i));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GCM", "CCM", "CHACHA20"})
  final void everyChangedByteOfTheIvIsABadTag(CipherMode sealing) throws Exception {
    encryptOneMessage(sealing);
    for (int i = 0; i < iv.length; i++) {
      requireBadTag(flipped(iv, i), aad, ciphertext);
    }
    if (mode != CipherMode.CHACHA20) {
      requireBadTag(Arrays.copyOf(iv, 13), aad, ciphertext);
      requireBadTag(Arrays.copyOf(iv, 11), aad, ciphertext);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GCM", "CCM", "CHACHA20"})
  final void everyChangedByteOfTheAadIsABadTag(CipherMode sealing) throws Exception {
    encryptOneMessage(sealing);
    for (int i = 0; i < aad.length; i++) {
      requireBadTag(iv, flipped(aad, i), ciphertext);
    }
    requireBadTag(iv, Arrays.copyOf(aad, aad.length + 1), ciphertext);
    requireBadTag(iv, Arrays.copyOf(aad, aad.length - 1), ciphertext);
    requireBadTag(iv, new byte[0], ciphertext);
  }

  @ParameterizedTest
  @EnumSource(names = {"GCM", "CCM", "CHACHA20"})
  final void everyTruncationIsABadTag(CipherMode sealing) throws Exception {
    encryptOneMessage(sealing);
    int shortest = backend().has(Feature.TINY_CIPHERTEXT) ? 0 : TAG_BYTES;
    for (int length = shortest; length < ciphertext.length; length++) {
      requireBadTag(iv, aad, Arrays.copyOf(ciphertext, length));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GCM", "CCM", "CHACHA20"})
  final void anotherKeyIsABadTag(CipherMode sealing) throws Exception {
    encryptOneMessage(sealing);
    SecretTwin other =
        SecretTwin.of(
            backend(), Messages.bytes(seed().forCase("other", 0), 32), mode.keyAlgorithm());
    cipher.init(Cipher.DECRYPT_MODE, other.underTest(), parameters(TAG_BITS, iv));
    cipher.updateAAD(aad);
    assertThatExceptionOfType(AEADBadTagException.class)
        .isThrownBy(() -> cipher.doFinal(ciphertext));
  }

  @ParameterizedTest
  @EnumSource(names = {"GCM", "CCM"})
  final void shorterTagLengthThanWasWrittenIsABadTag(CipherMode sealing) throws Exception {
    encryptOneMessage(sealing);
    cipher.init(Cipher.DECRYPT_MODE, key.underTest(), parameters(96, iv));
    cipher.updateAAD(aad);
    assertThatExceptionOfType(AEADBadTagException.class)
        .isThrownBy(() -> cipher.doFinal(ciphertext));
  }

  @ParameterizedTest
  @EnumSource(names = {"GCM", "CCM", "CHACHA20"})
  final void updateReleasesNothingBeforeTheTagIsVerified(CipherMode sealing) throws Exception {
    encryptOneMessage(sealing);
    assume(Feature.NOTHING_BEFORE_TAG);
    init(iv, aad);
    for (byte b : ciphertext) {
      byte[] released = cipher.update(new byte[] {b});
      assertThat(released == null ? 0 : released.length).isZero();
    }
    assertThat(cipher.doFinal()).isEqualTo(message);
  }

  @ParameterizedTest
  @EnumSource(names = {"GCM", "CCM", "CHACHA20"})
  final void theOutputStaysUntouchedOnABadTag(CipherMode sealing) throws Exception {
    encryptOneMessage(sealing);
    assume(Feature.OUTPUT_UNTOUCHED_ON_BAD_TAG);
    byte[] wrong = flipped(ciphertext, ciphertext.length - 1);
    byte[] output = new byte[message.length + TAG_BYTES];
    Arrays.fill(output, (byte) 0x5A);
    byte[] before = output.clone();

    init(iv, aad);
    assertThatExceptionOfType(AEADBadTagException.class)
        .isThrownBy(() -> cipher.doFinal(wrong, 0, wrong.length, output, 0));
    assertThat(output).isEqualTo(before);

    init(iv, aad);
    assertThatExceptionOfType(AEADBadTagException.class)
        .isThrownBy(() -> cipher.doFinal(ByteBuffer.wrap(wrong), ByteBuffer.wrap(output)));
    assertThat(output).isEqualTo(before);

    ByteBuffer direct = ByteBuffer.allocateDirect(before.length).put(before).flip();
    init(iv, aad);
    assertThatExceptionOfType(AEADBadTagException.class)
        .isThrownBy(() -> cipher.doFinal(ByteBuffer.wrap(wrong), direct));
    assertThat(direct).isEqualTo(ByteBuffer.wrap(before));
  }

  @ParameterizedTest
  @EnumSource(names = {"GCM", "CCM", "CHACHA20"})
  final void noNonceEncryptsTwice(CipherMode sealing) throws Exception {
    assume(Feature.SUNJCE_EXCEPTIONS);
    encryptOneMessage(sealing);
    cipher.init(Cipher.ENCRYPT_MODE, key.underTest(), parameters(TAG_BITS, iv));
    assertThat(cipher.doFinal(message)).hasSize(message.length + TAG_BYTES);
    assertThatIllegalStateException().isThrownBy(() -> cipher.doFinal(message));
    assertThatExceptionOfType(GeneralSecurityException.class)
        .isThrownBy(
            () -> cipher.init(Cipher.ENCRYPT_MODE, key.underTest(), parameters(TAG_BITS, iv)));
  }

  /** The bad message is refused and the object still decrypts the good one. */
  private void requireBadTag(byte[] iv, byte[] aad, byte[] input) throws GeneralSecurityException {
    init(iv, aad);
    assertThatExceptionOfType(AEADBadTagException.class).isThrownBy(() -> cipher.doFinal(input));
    init(this.iv, this.aad);
    assertThat(cipher.doFinal(ciphertext)).isEqualTo(message);
  }

  private void init(byte[] iv, byte[] aad) throws GeneralSecurityException {
    cipher.init(Cipher.DECRYPT_MODE, key.underTest(), parameters(TAG_BITS, iv));
    cipher.updateAAD(aad);
  }

  private static byte[] flipped(byte[] bytes, int index) {
    byte[] changed = bytes.clone();
    changed[index] ^= 1;
    return changed;
  }
}
