// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.contract.support.Cases;
import org.turnlock.contract.support.CipherMode;
import org.turnlock.contract.support.Feature;
import org.turnlock.contract.support.Feeder;
import org.turnlock.contract.support.Messages;
import org.turnlock.contract.support.Outcome;
import org.turnlock.contract.support.Reference;
import org.turnlock.contract.support.SecretTwin;

/**
 * The ciphers give SunJCE's results, however the message is cut into pieces, whichever form of call
 * takes each piece, and whatever the object did before.
 */
public abstract class AesCipherContract extends BackendContract {
  private static final int BLOCK = 16;
  private static final int NEW_OBJECT_ONE_IN = 10;
  private static final int ABANDON_ONE_IN = 10;
  private static final int REUSE_ONE_IN = 4;

  private final List<SecretTwin> keys = new ArrayList<>();
  private final List<SecretTwin> chaChaKeys = new ArrayList<>();
  private final Set<String> usedForEncryption = new HashSet<>();
  private Cipher cipher;

  @BeforeAll
  final void importKeys() throws GeneralSecurityException {
    Random random = seed().forCase("keys", 0);
    keys.addAll(SecretTwin.aes(backend(), random, 3));
    if (backend().offers(CipherMode.CHACHA20.transformation())) {
      for (int i = 0; i < 3; i++) {
        chaChaKeys.add(SecretTwin.of(backend(), Messages.bytes(random, 32), "ChaCha20"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  final void everySplitAndFormGivesTheReferenceResult(CipherMode mode) throws Exception {
    assumeOffered(mode.transformation());
    cipher = backend().cipher(mode.transformation());
    int count = Math.max(1, backend().cases() / (mode.wraps() ? 4 : 1));
    Cases.run(mode.name(), seed(), count, random -> roundTrip(mode, random));
  }

  /** SoftHSM would count the first 12 bytes of more than 128. */
  @ParameterizedTest
  @ValueSource(ints = {1, 11, 13, 16, 127, 128, 129, 255, 256, 257, 2056})
  final void anIvCountsWholeOrIsRefused(int length) throws Exception {
    String transformation = CipherMode.GCM.transformation();
    assumeOffered(transformation);
    byte[] iv = Messages.bytes(seed().forCase("iv", length), length);
    GCMParameterSpec parameters = new GCMParameterSpec(128, iv);
    SecretTwin key = keys.get(0);
    Cipher tested = backend().cipher(transformation);
    try {
      tested.init(Cipher.ENCRYPT_MODE, key.underTest(), parameters);
    } catch (InvalidAlgorithmParameterException e) {
      assertThat(length).isGreaterThan(128);
      assertThatExceptionOfType(InvalidAlgorithmParameterException.class)
          .isThrownBy(() -> tested.init(Cipher.DECRYPT_MODE, key.underTest(), parameters));
      return;
    }
    Cipher reference = Cipher.getInstance(transformation, "SunJCE");
    reference.init(Cipher.DECRYPT_MODE, key.software(), parameters);
    assertThat(reference.doFinal(tested.doFinal(iv))).isEqualTo(iv);
  }

  private SecretTwin anyKey(CipherMode mode, Random random) {
    List<SecretTwin> fitting = mode == CipherMode.CHACHA20 ? chaChaKeys : keys;
    return fitting.get(random.nextInt(fitting.size()));
  }

  private void roundTrip(CipherMode mode, Random random) throws GeneralSecurityException {
    prepareObject(mode, random);
    SecretTwin key = anyKey(mode, random);
    AlgorithmParameterSpec parameters = freshParameters(mode, key, random);
    byte[] aad = mode.aad(random);
    byte[] message = mode.message(random);
    byte[] ciphertext = Reference.encrypt(mode, key.software(), parameters, aad, message);
    Feeder feeder = new Feeder(random, backend());

    cipher.init(Cipher.ENCRYPT_MODE, key.underTest(), parameters);
    requireSame("encryption", ciphertext, feeder, feeder.feed(cipher, aad, message));
    boolean again = backend().has(Feature.REUSE_WITHOUT_INIT) && random.nextInt(REUSE_ONE_IN) == 0;
    if (again && !mode.authenticated()) {
      requireSame("second encryption", ciphertext, feeder, feeder.feed(cipher, aad, message));
    }

    cipher.init(Cipher.DECRYPT_MODE, key.underTest(), parameters);
    requireSame("decryption", message, feeder, feeder.feed(cipher, aad, ciphertext));
    if (again) {
      requireSame("second decryption", message, feeder, feeder.feed(cipher, aad, ciphertext));
    }
  }

  /** Most cases go on with the last case's object, some of them with one left half fed. */
  private void prepareObject(CipherMode mode, Random random) throws GeneralSecurityException {
    if (random.nextInt(NEW_OBJECT_ONE_IN) == 0) {
      cipher = backend().cipher(mode.transformation());
    }
    if (random.nextInt(ABANDON_ONE_IN) == 0) {
      SecretTwin key = anyKey(mode, random);
      int direction = random.nextBoolean() ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
      cipher.init(direction, key.underTest(), freshParameters(mode, key, random));
      new Feeder(random, backend()).abandon(cipher, mode.aad(random), mode.message(random));
    }
  }

  /** GCM refuses to encrypt twice with one key and IV, and one-byte IVs do meet again. */
  private AlgorithmParameterSpec freshParameters(CipherMode mode, SecretTwin key, Random random) {
    while (true) {
      AlgorithmParameterSpec parameters = mode.parameters(random);
      if (!(parameters instanceof GCMParameterSpec gcm)
          || usedForEncryption.add(mode + " " + keys.indexOf(key) + Outcome.show(gcm.getIV()))) {
        return parameters;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  final void malformedCiphertextComesToWhatSunJceMakesOfIt(CipherMode mode) throws Exception {
    assumeOffered(mode.transformation());
    cipher = backend().cipher(mode.transformation());
    int count = Math.max(1, backend().cases() / 4);
    Cases.run(mode + " malformed", seed(), count, random -> malformed(mode, random));
  }

  private void malformed(CipherMode mode, Random random) throws GeneralSecurityException {
    SecretTwin key = anyKey(mode, random);
    AlgorithmParameterSpec parameters = mode.parameters(random);
    byte[] aad = mode.aad(random);
    byte[] message = mode.message(random);
    byte[] right = Reference.encrypt(mode, key.software(), parameters, aad, message);
    byte[] wrong = Malformed.ciphertext(random, right);
    Feeder feeder = new Feeder(random, backend());

    Outcome expected = Malformed.expected(mode, key.software(), parameters, aad, wrong);
    if (wrong.length >= BLOCK || backend().has(Feature.TINY_CIPHERTEXT)) {
      cipher.init(Cipher.DECRYPT_MODE, key.underTest(), parameters);
      Outcome outcome = Outcome.of(() -> feeder.feed(cipher, aad, wrong));
      assertThat(outcome).as("%s, %s", mode, Outcome.show(wrong)).isEqualTo(expected);
    }

    cipher.init(Cipher.DECRYPT_MODE, key.underTest(), parameters);
    requireSame("good after bad", message, feeder, feeder.feed(cipher, aad, right));
  }

  @ParameterizedTest
  @EnumSource(names = {"CBC_PADDED", "CBC", "CTR", "ECB_PADDED", "ECB"})
  final void updateGivesEveryWholeBlockAtOnce(CipherMode mode) throws Exception {
    assume(Feature.EAGER_BLOCKS);
    assumeOffered(mode.transformation());
    Cipher twin = Reference.sunJce(mode.transformation());
    cipher = backend().cipher(mode.transformation());
    int count = Math.max(1, backend().cases() / 4);
    Cases.run(
        mode + " eager",
        seed(),
        count,
        random -> {
          SecretTwin key = anyKey(mode, random);
          AlgorithmParameterSpec parameters = mode.parameters(random);
          byte[] message = mode.message(random);
          byte[] ciphertext =
              Reference.encrypt(mode, key.software(), parameters, new byte[0], message);
          boolean encrypt = random.nextBoolean();
          int direction = encrypt ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
          twin.init(direction, key.software(), parameters);
          cipher.init(direction, key.underTest(), parameters);
          Feeder feeder = new Feeder(random, backend());
          byte[] output = feeder.feedLike(twin, cipher, encrypt ? message : ciphertext);
          requireSame("output", encrypt ? ciphertext : message, feeder, output);
        });
  }

  private static void requireSame(String what, byte[] expected, Feeder feeder, byte[] actual) {
    assertThat(Outcome.bytes(actual))
        .as("%s by %s", what, feeder)
        .isEqualTo(Outcome.bytes(expected));
  }
}
