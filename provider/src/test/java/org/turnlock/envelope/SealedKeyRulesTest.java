// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Security;
import java.util.List;
import java.util.Random;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.turnlock.contract.support.Messages;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.record.VersionRecord.Standing;
import org.turnlock.operation.KeyOperations;
import org.turnlock.provider.TestProviders;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.token.AttributeRules;
import org.turnlock.token.software.SoftwareToken;

/** Which version of a managed key seals and opens, and which does not and why. */
class SealedKeyRulesTest {
  private static final byte[] MESSAGE = Messages.bytes(new Random(1), 60);
  private static final int LONG = SealedReference.SEGMENT + 100;

  private final TestManagedKeys keys =
      new TestManagedKeys(SoftwareToken.inMemory(AttributeRules.NONE, mechanism -> true));
  private final TurnlockProvider provider = TestProviders.over(keys.token);

  SealedKeyRulesTest() throws Exception {
    keys.add("payments", value(1));
  }

  @AfterEach
  void close() {
    provider.close();
  }

  private static byte[] value(int seed) {
    return Messages.bytes(new Random(seed), 32);
  }

  private Cipher cipher(int mode, SecretKey key) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("TurnlockSealed", provider);
    cipher.init(mode, key);
    return cipher;
  }

  private byte[] seal(SecretKey key) throws GeneralSecurityException {
    return cipher(Cipher.ENCRYPT_MODE, key).doFinal(MESSAGE);
  }

  private byte[] open(SecretKey key, byte[] sealed) throws GeneralSecurityException {
    return cipher(Cipher.DECRYPT_MODE, key).doFinal(sealed);
  }

  private static int versionOf(byte[] sealed) {
    return ByteBuffer.wrap(sealed).getInt(4);
  }

  // Rotation.

  @Test
  void theVersionThatIsCurrentAtInitSealsAndEveryVersionIsOpened() throws Exception {
    SecretKey key = keys.key("payments");
    byte[] first = seal(key);
    keys.add("payments", value(2));
    byte[] second = seal(key);
    keys.add("payments", value(3));
    assertThat(versionOf(first)).isEqualTo(1);
    assertThat(versionOf(second)).isEqualTo(2);
    Cipher opening = cipher(Cipher.DECRYPT_MODE, key);
    for (byte[] sealed : List.of(first, second, seal(key), first)) {
      assertThat(opening.doFinal(sealed)).isEqualTo(MESSAGE);
    }
  }

  @Test
  void aMessageKeepsItsVersionAndTheNextOneTakesTheNewOne() throws Exception {
    Cipher sealing = cipher(Cipher.ENCRYPT_MODE, keys.key("payments"));
    sealing.update(MESSAGE);
    keys.add("payments", value(2));
    assertThat(versionOf(sealing.doFinal())).isEqualTo(1);
    assertThat(versionOf(sealing.doFinal(MESSAGE))).isEqualTo(2);
    byte[] beginning = sealing.update(new byte[LONG]);
    keys.add("payments", value(3));
    byte[] sealed = SealedReference.joined(beginning, sealing.doFinal());
    assertThat(versionOf(sealed)).isEqualTo(2);
    assertThat(open(keys.key("payments"), sealed)).isEqualTo(new byte[LONG]);
  }

  @Test
  void aVersionThatAnotherProcessHasMadeIsOpenedAtOnce() throws Exception {
    SecretKey key = keys.key("payments");
    Cipher opening = cipher(Cipher.DECRYPT_MODE, key);
    assertThat(opening.doFinal(seal(key))).isEqualTo(MESSAGE);
    keys.addUnseen("payments", value(2));
    byte[] theirs =
        new SealedReference(value(2), 2, Messages.bytes(new Random(3), 12), new byte[0])
            .seal(MESSAGE);
    assertThat(versionOf(seal(key))).isEqualTo(1);
    assertThat(opening.doFinal(theirs)).isEqualTo(MESSAGE);
    assertThat(versionOf(seal(key))).isEqualTo(2);
  }

  @Test
  void everySegmentIsAUse() throws Exception {
    SecretKey key = keys.key("payments");
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key).doFinal(new byte[LONG]);
    open(key, sealed);
    assertThat(keys.uses)
        .containsExactly(
            "ENCRYPT payments@1 1048576",
            "ENCRYPT payments@1 100",
            "DECRYPT payments@1 1048592",
            "DECRYPT payments@1 116");
  }

  // Pinned keys.

  @Test
  void aPinnedKeySealsWhileItIsCurrentAndOpensItsOwn() throws Exception {
    SecretKey first = keys.version("payments", 1);
    byte[] sealed = seal(first);
    Cipher further = cipher(Cipher.ENCRYPT_MODE, first);
    further.doFinal(MESSAGE);
    keys.add("payments", value(2));
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> seal(first))
        .withMessageContainingAll("version 1", "'payments'", "current version is 2");
    requireRefusal(Reason.STATE, () -> further.doFinal(MESSAGE), "version 1", "payments");
    assertThat(open(first, sealed)).isEqualTo(MESSAGE);
    byte[] second = seal(keys.key("payments"));
    requireRefusal(
        Reason.UNSUPPORTED, () -> open(first, second), "'payments@1'", "not of version 2");
    assertThat(open(keys.version("payments", 2), second)).isEqualTo(MESSAGE);
  }

  // States.

  @FunctionalInterface
  private interface Call {
    void run() throws Exception;
  }

  private static void requireRefusal(Reason reason, Call call, String... words) {
    assertThatExceptionOfType(ManagedKeyException.class)
        .isThrownBy(call::run)
        .withMessageContainingAll(words)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void versionsThatMayNotOpenSaySo() throws Exception {
    SecretKey key = keys.key("payments");
    SecretKey pinned = keys.version("payments", 1);
    byte[] sealed = seal(key);
    keys.add("payments", value(2));
    String[] names = {"version 1", "'payments'"};

    keys.decide("payments", 1, Standing.DISABLED);
    requireRefusal(Reason.DISABLED, () -> open(key, sealed), names);
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> open(pinned, sealed))
        .withMessageContainingAll(names);
    keys.decide("payments", 1, Standing.ENABLED);
    keys.change("payments", record -> record.floor(2));
    requireRefusal(Reason.BELOW_FLOOR, () -> open(key, sealed), names);
    keys.change("payments", record -> record.floor(1));
    assertThat(open(key, sealed)).isEqualTo(MESSAGE);
    keys.decide("payments", 1, Standing.DESTROYED);
    requireRefusal(Reason.DESTROYED, () -> open(key, sealed), names);
  }

  @Test
  void aDisabledKeyDoesNothing() throws Exception {
    SecretKey key = keys.key("payments");
    byte[] sealed = seal(key);
    Cipher sealing = cipher(Cipher.ENCRYPT_MODE, key);
    Cipher opening = cipher(Cipher.DECRYPT_MODE, key);
    keys.change("payments", record -> record.state(KeyState.DISABLED));
    for (int mode : new int[] {Cipher.ENCRYPT_MODE, Cipher.DECRYPT_MODE}) {
      assertThatExceptionOfType(InvalidKeyException.class)
          .isThrownBy(() -> cipher(mode, key))
          .withMessageContainingAll("'payments'", "disabled", "enable it");
    }
    requireRefusal(Reason.DISABLED, () -> sealing.doFinal(MESSAGE), "'payments'");
    requireRefusal(Reason.DISABLED, () -> opening.doFinal(sealed), "'payments'");
    keys.change("payments", record -> record.state(KeyState.ENABLED));
    assertThat(opening.doFinal(sealing.doFinal(MESSAGE))).isEqualTo(MESSAGE);
  }

  @Test
  void aKeyThatIsDisabledMeanwhileEndsTheMessage() throws Exception {
    SecretKey key = keys.key("payments");
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key).doFinal(new byte[LONG]);
    for (int mode : new int[] {Cipher.ENCRYPT_MODE, Cipher.DECRYPT_MODE}) {
      byte[] input = mode == Cipher.ENCRYPT_MODE ? new byte[LONG] : sealed;
      Cipher cipher = cipher(mode, key);
      cipher.update(input, 0, 1000);
      keys.change("payments", record -> record.state(KeyState.DISABLED));
      requireRefusal(Reason.DISABLED, () -> cipher.update(input, 1000, LONG - 1000), "disabled");
      keys.change("payments", record -> record.state(KeyState.ENABLED));
      requireRefusal(Reason.DISABLED, () -> cipher.update(input, 1000, 10), "disabled");
      requireRefusal(Reason.DISABLED, cipher::doFinal, "disabled");
      assertThat(cipher.doFinal(input)).isNotEmpty();
    }
  }

  // Wrong keys.

  @Test
  void anotherKeysCiphertextIsNotAuthentic() throws Exception {
    keys.add("invoices", value(9));
    byte[] sealed = seal(keys.key("payments"));
    assertThatExceptionOfType(AEADBadTagException.class)
        .isThrownBy(() -> open(keys.key("invoices"), sealed));
    keys.add("payments", value(2));
    byte[] second = seal(keys.key("payments"));
    assertThatExceptionOfType(AEADBadTagException.class)
        .isThrownBy(() -> open(keys.key("invoices"), second))
        .withMessageContainingAll("version 2", "'invoices' never had");
  }

  @Test
  void onlyManagedAesKeysAreTaken() throws Exception {
    SecretKey plain = KeyGenerator.getInstance("AES", provider).generateKey();
    SecretKey software = new SecretKeySpec(new byte[16], "AES");
    SecretKey hmac = KeyGenerator.getInstance("HmacSHA256", provider).generateKey();
    for (int mode : new int[] {Cipher.ENCRYPT_MODE, Cipher.DECRYPT_MODE, Cipher.WRAP_MODE}) {
      requireRefused(mode, plain, "not managed", "create", "adopt");
      requireRefused(mode, software, "managed AES key");
      requireRefused(mode, hmac, "AES key");
      requireRefused(mode, null, "no key given");
    }
  }

  private void requireRefused(int mode, SecretKey key, String... words) {
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> cipher(mode, key))
        .withMessageContainingAll(words);
  }

  // Without the provider's name, and from one key to another.

  @Test
  void aProgramThatNamesNoProviderGetsItByTheKey() throws Exception {
    Security.addProvider(provider);
    try {
      Cipher cipher = Cipher.getInstance("TurnlockSealed");
      cipher.init(Cipher.ENCRYPT_MODE, keys.key("payments"));
      cipher.updateAAD(new byte[] {1});
      byte[] sealed = SealedReference.joined(cipher.update(new byte[LONG]), cipher.doFinal());
      cipher.init(Cipher.DECRYPT_MODE, keys.key("payments"));
      cipher.updateAAD(new byte[] {1});
      assertThat(cipher.doFinal(sealed)).isEqualTo(new byte[LONG]);
    } finally {
      Security.removeProvider(provider.getName());
    }
  }

  @Test
  void resealingGivesTheSameMessageUnderTheCurrentVersion() throws Exception {
    Resealing resealing = new Resealing(new KeyOperations());
    keys.add("archive", value(7));
    byte[] aad = {4, 5};
    for (int length : new int[] {0, 100, SealedReference.SEGMENT, LONG, 2 * LONG}) {
      byte[] message = Messages.bytes(new Random(length), length);
      Cipher sealing = cipher(Cipher.ENCRYPT_MODE, keys.key("payments"));
      sealing.updateAAD(aad);
      byte[] sealed = sealing.doFinal(message);
      keys.add("payments", value(length + 1));
      for (String to : List.of("payments", "archive")) {
        byte[] anew =
            resealing.reseal(
                sealed,
                SealedKey.opening(keys.key("payments")),
                SealedKey.sealing(keys.key(to)),
                aad);
        assertThat(versionOf(anew)).isEqualTo(to.equals("archive") ? 1 : versionOf(sealed) + 1);
        Cipher opening = cipher(Cipher.DECRYPT_MODE, keys.key(to));
        opening.updateAAD(aad);
        assertThat(opening.doFinal(anew)).isEqualTo(message);
      }
      sealed[sealed.length - 1] ^= 1;
      assertThatExceptionOfType(AEADBadTagException.class)
          .isThrownBy(
              () ->
                  resealing.reseal(
                      sealed,
                      SealedKey.opening(keys.key("payments")),
                      SealedKey.sealing(keys.key("archive")),
                      aad));
    }
  }
}
