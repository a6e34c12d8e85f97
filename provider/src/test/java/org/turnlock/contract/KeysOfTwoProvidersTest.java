// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.util.Collections;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.contract.support.CipherMode;
import org.turnlock.contract.support.Outcome;
import org.turnlock.contract.support.Reference;
import org.turnlock.contract.support.SecretTwin;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** Two Turnlock providers on two tokens in one JVM do not take each other's keys for their own. */
@SoftHsm
class KeysOfTwoProvidersTest {
  private static final byte[] MESSAGE = new byte[32];
  private static final String ECB = CipherMode.ECB.transformation();

  @TempDir private Path directory;
  private final SoftHsmToken token;
  private TurnlockProvider softHsm;
  private TurnlockProvider software;

  KeysOfTwoProvidersTest(SoftHsmToken token) {
    this.token = token;
  }

  @BeforeEach
  void open() {
    softHsm = TurnlockBackends.softHsmProvider(token);
    software = TurnlockBackends.softwareProvider(directory);
  }

  @AfterEach
  void close() {
    software.close();
    softHsm.close();
  }

  private static SecretTwin twin(TurnlockProvider provider, int filling) throws Exception {
    byte[] value = new byte[16];
    java.util.Arrays.fill(value, (byte) filling);
    return TestKeys.secret(
        org.turnlock.contract.support.KeyImport.translating(provider), value, "AES");
  }

  @Test
  void aKeyOfTheOtherIsUsedAsItselfOrRefused() throws Exception {
    SecretTwin here = twin(softHsm, 1);
    SecretTwin there = twin(software, 2);
    requireItselfOrRefused(software, here);
    requireItselfOrRefused(softHsm, there);
    assertThat(here.underTest()).isNotEqualTo(there.underTest());
  }

  private static void requireItselfOrRefused(TurnlockProvider provider, SecretTwin key)
      throws Exception {
    byte[] right = Reference.encrypt(CipherMode.ECB, key.software(), null, new byte[0], MESSAGE);
    Outcome outcome =
        Outcome.of(
            () -> {
              Cipher cipher = Cipher.getInstance(ECB, provider);
              cipher.init(Cipher.ENCRYPT_MODE, key.underTest());
              return cipher.doFinal(MESSAGE);
            });
    if (outcome.failed()) {
      assertThat(outcome.failureType()).isEqualTo(InvalidKeyException.class);
    } else {
      assertThat(outcome).isEqualTo(Outcome.bytes(right));
    }
  }

  @Test
  void aKeyStoreShowsItsOwnTokenOnly() throws Exception {
    KeyStore here = keyStore(softHsm);
    KeyStore there = keyStore(software);
    here.setKeyEntry(
        "same alias", KeyGenerator.getInstance("AES", softHsm).generateKey(), null, null);
    assertThat(Collections.list(keyStore(software).aliases())).doesNotContain("same alias");
    SecretKey other = KeyGenerator.getInstance("AES", software).generateKey();
    there.setKeyEntry("same alias", other, null, null);
    assertThat(keyStore(softHsm).getKey("same alias", null))
        .isNotEqualTo(keyStore(software).getKey("same alias", null));
  }

  private static KeyStore keyStore(TurnlockProvider provider) throws Exception {
    KeyStore store = KeyStore.getInstance("Turnlock", provider);
    store.load(null, null);
    return store;
  }

  @Test
  void closingOneLeavesTheOtherWorking() throws Exception {
    SecretTwin here = twin(softHsm, 1);
    software.close();
    Cipher cipher = Cipher.getInstance(ECB, softHsm);
    cipher.init(Cipher.ENCRYPT_MODE, here.underTest());
    assertThat(cipher.doFinal(MESSAGE))
        .isEqualTo(Reference.encrypt(CipherMode.ECB, here.software(), null, new byte[0], MESSAGE));
  }
}
