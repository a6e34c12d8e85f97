// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Random;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.SealedObject;
import javax.crypto.spec.GCMParameterSpec;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.turnlock.contract.support.CipherMode;
import org.turnlock.contract.support.Messages;
import org.turnlock.contract.support.Reference;
import org.turnlock.contract.support.SecretTwin;

/** The JCA's own users of ciphers work: cipher streams, sealed objects, parameters carried over. */
public abstract class CipherStreamContract extends BackendContract {
  private static final int LENGTH = 300_000;
  private static final int LONG_FOR_A_KEY = 4_000;

  @ParameterizedTest
  @EnumSource
  final void cipherStreamsCarryALongMessage(CipherMode mode) throws Exception {
    Random random = seed().forCase(mode.name(), 0);
    assumeOffered(mode.transformation());
    SecretTwin key = SecretTwin.of(backend(), Messages.bytes(random, 32), mode.keyAlgorithm());
    AlgorithmParameterSpec parameters = longMessageParameters(mode, random);
    byte[] message = Messages.bytes(random, mode.wraps() ? LONG_FOR_A_KEY : LENGTH);
    Cipher cipher = backend().cipher(mode.transformation());

    cipher.init(Cipher.ENCRYPT_MODE, key.underTest(), parameters);
    byte[] ciphertext = throughOutputStream(cipher, message);
    assertThat(ciphertext)
        .isEqualTo(Reference.encrypt(mode, key.software(), parameters, new byte[0], message));

    cipher.init(Cipher.DECRYPT_MODE, key.underTest(), parameters);
    try (InputStream in = new CipherInputStream(new ByteArrayInputStream(ciphertext), cipher)) {
      assertThat(in.readAllBytes()).isEqualTo(message);
    }
  }

  /** CCM's nonce leaves little room for the length of the message. */
  private static AlgorithmParameterSpec longMessageParameters(CipherMode mode, Random random) {
    return mode == CipherMode.CCM
        ? new GCMParameterSpec(128, Messages.bytes(random, 12))
        : mode.parameters(random);
  }

  private static byte[] throughOutputStream(Cipher cipher, byte[] message) throws IOException {
    ByteArrayOutputStream collected = new ByteArrayOutputStream();
    try (OutputStream out = new CipherOutputStream(collected, cipher)) {
      for (int at = 0; at < message.length; at += 4000) {
        out.write(message, at, Math.min(4000, message.length - at));
      }
    }
    return collected.toByteArray();
  }

  @Test
  final void aTamperedStreamEndsInABadTag() throws Exception {
    Random random = seed().forCase("tampered stream", 0);
    SecretTwin key = SecretTwin.of(backend(), Messages.bytes(random, 16), "AES");
    AlgorithmParameterSpec parameters = CipherMode.GCM.parameters(random);
    byte[] ciphertext =
        Reference.encrypt(
            CipherMode.GCM, key.software(), parameters, new byte[0], new byte[LENGTH]);
    ciphertext[LENGTH / 2] ^= 1;
    Cipher cipher = backend().cipher(CipherMode.GCM.transformation());
    cipher.init(Cipher.DECRYPT_MODE, key.underTest(), parameters);
    InputStream in = new CipherInputStream(new ByteArrayInputStream(ciphertext), cipher);
    Assertions.assertThatIOException()
        .isThrownBy(in::readAllBytes)
        .withCauseInstanceOf(AEADBadTagException.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"GCM", "CBC_PADDED", "CBC", "CTR"})
  final void parametersChosenByTheCipherDecryptItsMessage(CipherMode mode) throws Exception {
    Random random = seed().forCase(mode + " parameters", 0);
    SecretTwin key = SecretTwin.of(backend(), Messages.bytes(random, 16), "AES");
    byte[] message = Messages.bytes(random, 64);
    Cipher cipher = backend().cipher(mode.transformation());
    cipher.init(Cipher.ENCRYPT_MODE, key.underTest());
    byte[] iv = cipher.getIV();
    assertThat(iv).hasSize(mode.authenticated() ? 12 : 16);
    byte[] ciphertext = cipher.doFinal(message);

    Cipher sunJce = Reference.sunJce(mode.transformation());
    sunJce.init(Cipher.DECRYPT_MODE, key.software(), cipher.getParameters());
    assertThat(sunJce.doFinal(ciphertext)).isEqualTo(message);
    assertThat(sunJce.getIV()).isEqualTo(iv);

    Cipher decryption = backend().cipher(mode.transformation());
    decryption.init(Cipher.DECRYPT_MODE, key.underTest(), cipher.getParameters());
    assertThat(decryption.doFinal(ciphertext)).isEqualTo(message);
  }

  @ParameterizedTest
  @EnumSource(names = {"GCM", "CBC_PADDED", "CBC", "CTR"})
  final void ivsChosenByTheCipherDiffer(CipherMode mode) throws Exception {
    SecretTwin key = SecretTwin.of(backend(), Messages.bytes(seed().forCase("iv", 0), 16), "AES");
    Cipher cipher = backend().cipher(mode.transformation());
    cipher.init(Cipher.ENCRYPT_MODE, key.underTest());
    byte[] first = cipher.getIV();
    cipher.init(Cipher.ENCRYPT_MODE, key.underTest());
    assertThat(cipher.getIV()).isNotEqualTo(first);
  }

  @Test
  final void sealedObjectsOpenAgain() throws Exception {
    SecretTwin key =
        SecretTwin.of(backend(), Messages.bytes(seed().forCase("sealed", 0), 32), "AES");
    Cipher cipher = backend().cipher("AES/CBC/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, key.underTest());
    SealedObject sealed = new SealedObject("a secret", cipher);
    Cipher opening = backend().cipher("AES/CBC/PKCS5Padding");
    opening.init(Cipher.DECRYPT_MODE, key.underTest(), cipher.getParameters());
    assertThat(sealed.getObject(opening)).isEqualTo("a secret");
  }

  @Test
  final void blockSizesAreThoseOfAes() throws GeneralSecurityException {
    for (CipherMode mode : CipherMode.COMMON) {
      assertThat(backend().cipher(mode.transformation()).getBlockSize()).isEqualTo(16);
    }
  }
}
