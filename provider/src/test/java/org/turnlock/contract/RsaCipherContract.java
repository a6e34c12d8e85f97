// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.interfaces.RSAKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.List;
import java.util.Random;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.IvParameterSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.turnlock.contract.support.Cases;
import org.turnlock.contract.support.Feature;
import org.turnlock.contract.support.Feeder;
import org.turnlock.contract.support.Messages;
import org.turnlock.contract.support.Outcome;
import org.turnlock.contract.support.PairTwin;
import org.turnlock.contract.support.Reference;
import org.turnlock.contract.support.SecretTwin;
import org.turnlock.contract.support.SoftwareKeys;

/** RSA with PKCS1Padding and NoPadding works with SunJCE's both ways, and fails as it does. */
public abstract class RsaCipherContract extends BackendContract {
  private static final String RSA = "RSA/ECB/PKCS1Padding";
  private static final String RAW = "RSA/ECB/NoPadding";
  private static final int PADDING = 11;
  private static final byte[] NO_AAD = {};

  private List<PairTwin> pairs;
  private Cipher cipher;
  private Cipher sunJce;

  @BeforeAll
  final void importKeys() throws GeneralSecurityException {
    pairs =
        List.of(
            PairTwin.of(backend(), SoftwareKeys.rsa(2048)),
            PairTwin.of(backend(), SoftwareKeys.rsa(3072)));
    cipher = backend().cipher(RSA);
    sunJce = Reference.sunJce(RSA);
  }

  /** The longer key is slow in software: a few cases tell as much. */
  private PairTwin pair(Random random) {
    return pairs.get(random.nextInt(20) == 0 ? 1 : 0);
  }

  private static int size(PairTwin pair) {
    return (((RSAKey) pair.publicKey()).getModulus().bitLength() + 7) / 8;
  }

  @Test
  final void worksWithSunJceBothWays() {
    Cases.run(
        RSA,
        seed(),
        Math.max(1, backend().cases() / 5),
        random -> {
          PairTwin pair = pair(random);
          byte[] message = Messages.bytes(random, random.nextInt(size(pair) - PADDING + 1));
          boolean encrypt = random.nextBoolean();
          Cipher encrypting = encrypt ? cipher : sunJce;
          Cipher decrypting = encrypt ? sunJce : cipher;
          encrypting.init(Cipher.ENCRYPT_MODE, pair.publicKey());
          byte[] ciphertext = result(random, encrypting, message);
          assertThat(ciphertext).hasSize(size(pair));
          Key privateKey = encrypt ? pair.software() : pair.underTest();
          decrypting.init(Cipher.DECRYPT_MODE, privateKey);
          assertThat(result(random, decrypting, ciphertext)).isEqualTo(message);
        });
  }

  private byte[] result(Random random, Cipher used, byte[] input) throws GeneralSecurityException {
    return used == cipher
        ? new Feeder(random, backend()).feed(used, NO_AAD, input)
        : used.doFinal(input);
  }

  @Test
  final void theObjectStartsOverAfterDoFinal() throws Exception {
    Random random = seed().forCase("again", 0);
    PairTwin pair = pairs.get(0);
    sunJce.init(Cipher.ENCRYPT_MODE, pair.publicKey());
    cipher.init(Cipher.DECRYPT_MODE, pair.underTest());
    for (int i = 0; i < 20; i++) {
      byte[] message = Messages.bytes(random, i);
      assertThat(result(random, cipher, sunJce.doFinal(message))).isEqualTo(message);
    }
  }

  @Test
  final void malformedCiphertextComesToWhatSunJceMakesOfIt() {
    assume(Feature.SUNJCE_EXCEPTIONS);
    Cases.run(
        RSA + " malformed",
        seed(),
        Math.max(1, backend().cases() / 16),
        random -> {
          PairTwin pair = pairs.get(0);
          byte[] wrong = RsaBlocks.ciphertext(random, pair.publicKey(), size(pair));
          sunJce.init(Cipher.DECRYPT_MODE, pair.software());
          cipher.init(Cipher.DECRYPT_MODE, pair.underTest());
          assertThat(Outcome.of(() -> cipher.doFinal(wrong)))
              .as(Outcome.show(wrong))
              .isEqualTo(Outcome.of(() -> sunJce.doFinal(wrong)));
        });
  }

  @Test
  final void badPaddingSaysNoMoreThanThat() throws Exception {
    assume(Feature.SUNJCE_EXCEPTIONS);
    PairTwin pair = pairs.get(0);
    byte[] noSeparator = new byte[size(pair)];
    java.util.Arrays.fill(noSeparator, 2, noSeparator.length, (byte) 1);
    byte[] wrongType = noSeparator.clone();
    noSeparator[1] = 2;
    wrongType[1] = 3;
    cipher.init(Cipher.DECRYPT_MODE, pair.underTest());
    String first = badPaddingMessage(RsaBlocks.raw(pair.publicKey(), noSeparator));
    String second = badPaddingMessage(RsaBlocks.raw(pair.publicKey(), wrongType));
    assertThat(second).isEqualTo(first);
  }

  private String badPaddingMessage(byte[] ciphertext) {
    Outcome outcome = Outcome.of(() -> cipher.doFinal(ciphertext));
    assertThat(outcome.failureType()).isEqualTo(BadPaddingException.class);
    return outcome.toString();
  }

  @Test
  final void blockTypeOneWorksBothWays() throws Exception {
    Random random = seed().forCase("type one", 0);
    PairTwin pair = pairs.get(0);
    byte[] message = Messages.bytes(random, 51);
    sunJce.init(Cipher.ENCRYPT_MODE, pair.software());
    byte[] block = sunJce.doFinal(message);
    cipher.init(Cipher.DECRYPT_MODE, pair.publicKey());
    assertThat(cipher.doFinal(block)).isEqualTo(message);

    assume(Feature.RSA_PRIVATE_KEY_ENCRYPTION);
    cipher.init(Cipher.ENCRYPT_MODE, pair.underTest());
    assertThat(cipher.doFinal(message)).isEqualTo(block);
  }

  @Test
  final void tooLongInputIsRefusedAndTheObjectStaysUsable() throws Exception {
    assume(Feature.SUNJCE_EXCEPTIONS);
    PairTwin pair = pairs.get(0);
    cipher.init(Cipher.ENCRYPT_MODE, pair.publicKey());
    cipher.update(new byte[5000]);
    assertThatExceptionOfType(IllegalBlockSizeException.class)
        .isThrownBy(() -> cipher.doFinal(new byte[1]));
    cipher.init(Cipher.ENCRYPT_MODE, pair.publicKey());
    byte[] ciphertext = cipher.doFinal(new byte[7]);

    cipher.init(Cipher.DECRYPT_MODE, pair.underTest());
    assertThatExceptionOfType(IllegalBlockSizeException.class)
        .isThrownBy(() -> cipher.doFinal(new byte[size(pair) + 1]));
    cipher.init(Cipher.DECRYPT_MODE, pair.underTest());
    assertThat(cipher.doFinal(ciphertext)).isEqualTo(new byte[7]);
  }

  @Test
  final void wrongKeysAndParametersAreRefused() throws Exception {
    assume(Feature.SUNJCE_EXCEPTIONS);
    PairTwin pair = pairs.get(0);
    Key aes = SecretTwin.of(backend(), new byte[16], "AES").underTest();
    Key ec =
        backend().offers("EC")
            ? PairTwin.of(backend(), SoftwareKeys.ec("secp256r1")).underTest()
            : aes;
    for (Key wrong : List.of(aes, ec, SoftwareKeys.ec("secp256r1").getPublic())) {
      assertThatExceptionOfType(InvalidKeyException.class)
          .isThrownBy(() -> cipher.init(Cipher.DECRYPT_MODE, wrong));
    }
    assertThatExceptionOfType(InvalidAlgorithmParameterException.class)
        .isThrownBy(
            () ->
                cipher.init(
                    Cipher.ENCRYPT_MODE, pair.publicKey(), new IvParameterSpec(new byte[16])));
    cipher.init(Cipher.ENCRYPT_MODE, pair.publicKey());
    assertThat(cipher.getIV()).isNull();
    assertThat(cipher.getBlockSize()).isZero();
    assertThat(cipher.getOutputSize(1)).isEqualTo(size(pair));
  }

  /**
   * Short and empty input, all kinds of numbers, numbers over the modulus, input that is longer.
   */
  @Test
  final void withoutPaddingEverythingIsAsInSunJce() throws Exception {
    assume(Feature.SUNJCE_EXCEPTIONS);
    Cipher raw = backend().cipher(RAW);
    Cipher theirs = Reference.sunJce(RAW);
    List<PairTwin> odd =
        List.of(
            pairs.get(0),
            PairTwin.of(backend(), SoftwareKeys.rsa(1024)),
            PairTwin.of(backend(), SoftwareKeys.rsa(1025, RSAKeyGenParameterSpec.F0)),
            PairTwin.of(backend(), SoftwareKeys.rsa(1031)));
    Cases.run(
        RAW,
        seed(),
        Math.max(20, backend().cases() / 8),
        random -> {
          PairTwin pair = odd.get(random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(3));
          boolean secret = random.nextBoolean();
          int opmode = random.nextBoolean() ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
          raw.init(opmode, secret ? pair.underTest() : pair.publicKey());
          theirs.init(opmode, secret ? pair.software() : pair.publicKey());
          byte[] input = RsaBlocks.ciphertext(random, pair.publicKey(), size(pair));
          assertThat(Outcome.of(() -> new Feeder(random, backend()).feed(raw, NO_AAD, input)))
              .as("%s, mode %s, %s", secret ? "private" : "public", opmode, Outcome.show(input))
              .isEqualTo(Outcome.of(() -> theirs.doFinal(input)));
        });
    assertThatExceptionOfType(InvalidAlgorithmParameterException.class)
        .isThrownBy(
            () ->
                raw.init(Cipher.DECRYPT_MODE, odd.get(0).underTest(), new IvParameterSpec(NO_AAD)));
    raw.init(Cipher.DECRYPT_MODE, odd.get(0).underTest());
    assertThat(raw.getParameters()).isNull();
  }
}
