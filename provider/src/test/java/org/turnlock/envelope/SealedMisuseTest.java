// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.ProviderException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.junit.jupiter.api.Test;
import org.turnlock.contract.support.Messages;
import org.turnlock.jca.TokenFixture;
import org.turnlock.keys.FixedKeySource;
import org.turnlock.keys.KeyGuard;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.operation.KeyOperations;
import org.turnlock.token.TokenException;

/** TurnlockSealed in wrong hands, and on a token that fails. */
class SealedMisuseTest {
  private static final byte[] VALUE = new byte[32];
  private static final int SEGMENT = SealedReference.SEGMENT;

  private final TokenFixture fixture = new TokenFixture();
  private final SecretKey key =
      new TokenSecretKey(
          new FixedKeySource(
              ((TokenSecretKey) fixture.aes(VALUE)).tokenKey(), KeyGuard.NONE, "payments", 1),
          "AES");
  private final Cipher cipher;

  SealedMisuseTest() throws Exception {
    cipher = Cipher.getInstance("TurnlockSealed", fixture.provider);
  }

  @Test
  void withoutInitNothingWorks() {
    assertThatIllegalStateException().isThrownBy(() -> cipher.update(new byte[1]));
    assertThatIllegalStateException().isThrownBy(() -> cipher.updateAAD(new byte[1]));
    assertThatIllegalStateException().isThrownBy(cipher::doFinal);
  }

  @Test
  void parametersAreNeitherTakenNorGiven() throws Exception {
    AlgorithmParameters gcm = AlgorithmParameters.getInstance("GCM");
    gcm.init(new GCMParameterSpec(128, new byte[12]));
    for (int mode : new int[] {Cipher.ENCRYPT_MODE, Cipher.DECRYPT_MODE}) {
      for (var spec :
          new java.security.spec.AlgorithmParameterSpec[] {
            new GCMParameterSpec(128, new byte[12]), new IvParameterSpec(new byte[12])
          }) {
        assertThatExceptionOfType(InvalidAlgorithmParameterException.class)
            .isThrownBy(() -> cipher.init(mode, key, spec))
            .withMessageContaining("takes no parameters");
      }
      assertThatExceptionOfType(InvalidAlgorithmParameterException.class)
          .isThrownBy(() -> cipher.init(mode, key, gcm))
          .withMessageContaining("takes no parameters");
      cipher.init(mode, key, (AlgorithmParameters) null);
      assertThat(cipher.getIV()).isNull();
      assertThat(cipher.getParameters()).isNull();
      assertThat(cipher.getBlockSize()).isZero();
    }
    assertThatExceptionOfType(NoSuchAlgorithmException.class)
        .isThrownBy(() -> Cipher.getInstance("TurnlockSealed/GCM/NoPadding", fixture.provider));
  }

  @Test
  void additionalDataComesFirstAndForEachMessage() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, key);
    cipher.updateAAD(new byte[] {1});
    cipher.update(new byte[0]);
    cipher.updateAAD(ByteBuffer.wrap(new byte[] {2}));
    cipher.update(new byte[1]);
    assertThatIllegalStateException().isThrownBy(() -> cipher.updateAAD(new byte[1]));
    byte[] sealed = cipher.doFinal();
    byte[] without = cipher.doFinal();
    cipher.init(Cipher.DECRYPT_MODE, key);
    cipher.updateAAD(new byte[] {1, 2});
    cipher.update(sealed, 0, 1);
    assertThatIllegalStateException().isThrownBy(() -> cipher.updateAAD(new byte[1]));
    assertThat(cipher.doFinal(sealed, 1, sealed.length - 1)).hasSize(1);
    assertThat(cipher.doFinal(without)).isEmpty();
  }

  @Test
  void aMessageThatHasBegunIsForgottenByInit() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, key);
    cipher.updateAAD(new byte[5]);
    cipher.update(new byte[SEGMENT + 5]);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    byte[] sealed = cipher.doFinal(new byte[3]);
    cipher.init(Cipher.DECRYPT_MODE, key);
    cipher.update(sealed, 0, 30);
    cipher.init(Cipher.DECRYPT_MODE, key);
    assertThat(cipher.doFinal(sealed)).isEqualTo(new byte[3]);
  }

  @Test
  void aSecureRandomThatRepeatsItselfIsRefused() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, key, new FixedRandom(new byte[12]));
    byte[] sealed = cipher.doFinal(new byte[3]);
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> cipher.doFinal(new byte[3]))
        .withMessageContaining("same IV twice");
    cipher.init(Cipher.ENCRYPT_MODE, key, new FixedRandom(new byte[12]));
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> cipher.doFinal(new byte[3]));
    cipher.init(Cipher.DECRYPT_MODE, key);
    assertThat(cipher.doFinal(sealed)).isEqualTo(new byte[3]);
  }

  @Test
  void aSegmentThatFailedIsNeverEncryptedAgain() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, key);
    byte[] beginning = cipher.update(new byte[SEGMENT + 1]);
    fixture.token.failNext(TokenException.Reason.UNAVAILABLE);
    ByteBuffer input = ByteBuffer.allocate(SEGMENT);
    ByteBuffer output = ByteBuffer.allocate(SEGMENT + 100);
    assertThatExceptionOfType(TokenException.class).isThrownBy(() -> cipher.update(input, output));
    assertThat(input.position()).isZero();
    assertThat(output.position()).isZero();
    int calls = fixture.token.calls();
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> cipher.update(input, output))
        .withMessageContaining("earlier piece");
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(cipher::doFinal)
        .withCauseInstanceOf(TokenException.class);
    assertThat(fixture.token.calls()).isEqualTo(calls);
    byte[] next = cipher.doFinal(new byte[3]);
    assertThat(SealedCipherContract.ivOf(next)).isNotEqualTo(SealedCipherContract.ivOf(beginning));
  }

  @Test
  void aFailureInPlaceLeavesTheInputAsItWas() throws Exception {
    for (int length : new int[] {100, 2 * SEGMENT}) {
      byte[] message = Messages.bytes(new Random(length), length);
      byte[] place = Arrays.copyOf(message, length + 100);
      cipher.init(Cipher.ENCRYPT_MODE, key);
      fixture.token.failNext(TokenException.Reason.UNAVAILABLE);
      assertThatExceptionOfType(TokenException.class)
          .isThrownBy(() -> cipher.doFinal(place, 0, length, place, 0));
      assertThat(place).startsWith(message);
      int sealed = cipher.doFinal(place, 0, length, place, 0);

      cipher.init(Cipher.DECRYPT_MODE, key);
      place[sealed - 1] ^= 1;
      byte[] forged = place.clone();
      assertThatExceptionOfType(AEADBadTagException.class)
          .isThrownBy(() -> cipher.doFinal(place, 0, sealed, place, 0));
      assertThat(place).isEqualTo(forged);
      place[sealed - 1] ^= 1;
      assertThat(cipher.doFinal(place, 0, sealed, place, 0)).isEqualTo(length);
      assertThat(place).startsWith(message);
    }
  }

  @Test
  void aTokenThatFailsIsNoForgery() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, key);
    byte[] sealed = cipher.doFinal(new byte[3]);
    cipher.init(Cipher.DECRYPT_MODE, key);
    fixture.token.failNext(TokenException.Reason.UNAVAILABLE);
    assertThatExceptionOfType(TokenException.class).isThrownBy(() -> cipher.doFinal(sealed));
    assertThat(cipher.doFinal(sealed)).isEqualTo(new byte[3]);
  }

  @Test
  void aMessageIsOneCallOfTheTokenAndEachSegmentOne() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, key);
    int before = fixture.token.calls();
    byte[] one = cipher.doFinal(new byte[SEGMENT]);
    assertThat(fixture.token.calls() - before).isEqualTo(1);
    byte[] three = cipher.doFinal(new byte[2 * SEGMENT + 1]);
    assertThat(fixture.token.calls() - before).isEqualTo(4);
    cipher.init(Cipher.DECRYPT_MODE, key);
    cipher.doFinal(one);
    cipher.doFinal(three);
    assertThat(fixture.token.calls() - before).isEqualTo(8);
  }

  // The end of the numbers, which no test can reach by writing 4 PiB.

  private static final byte[] IV = new byte[12];

  @Test
  void numbersEndBeforeTheyBeginAgain() throws Exception {
    SealedEncryption sealing = encryptionFrom(0xFFFF_FFFEL);
    ByteBuffer output = ByteBuffer.allocate(4 * SEGMENT);
    sealing.update(ByteBuffer.allocate(2 * SEGMENT + 1), output);
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> sealing.update(ByteBuffer.allocate(SEGMENT), output))
        .withMessageContaining("2^32 segments");
    output.clear();
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(
            () -> encryptionFrom(0xFFFF_FFFFL).finish(ByteBuffer.allocate(2 * SEGMENT), output));
    assertThat(output.position()).isZero();

    encryptionFrom(0xFFFF_FFFEL).finish(ByteBuffer.allocate(2 * SEGMENT), output);
    SealedReference reference = new SealedReference(VALUE, 1, IV, new byte[0]);
    byte[] sealed = Arrays.copyOf(output.array(), output.position());
    byte[] last = reference.segment(0xFFFF_FFFF, true, new byte[SEGMENT]);
    assertThat(Arrays.copyOfRange(sealed, sealed.length - last.length, sealed.length))
        .isEqualTo(last);
    SealedDecryption opening = decryptionFrom(0xFFFF_FFFEL);
    assertThat(opening.finish(ByteBuffer.wrap(sealed), ByteBuffer.allocate(2 * SEGMENT)))
        .isEqualTo(2 * SEGMENT);

    byte[] beyond =
        SealedReference.joined(
            Arrays.copyOf(sealed, 20),
            reference.segment(0xFFFF_FFFF, false, new byte[SEGMENT]),
            reference.segment(0, true, new byte[1]));
    assertThatExceptionOfType(AEADBadTagException.class)
        .isThrownBy(
            () ->
                decryptionFrom(0xFFFF_FFFFL)
                    .finish(ByteBuffer.wrap(beyond), ByteBuffer.allocate(2 * SEGMENT)));
  }

  private SealedEncryption encryptionFrom(long number) throws Exception {
    Supplier<byte[]> ivs = () -> IV;
    return new SealedEncryption(new KeyOperations(), SealedKey.sealing(key), ivs, number);
  }

  private SealedDecryption decryptionFrom(long number) throws Exception {
    return new SealedDecryption(new KeyOperations(), SealedKey.opening(key), number);
  }
}
