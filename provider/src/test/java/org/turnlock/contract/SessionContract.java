// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.turnlock.contract.support.KeyImport;
import org.turnlock.contract.support.Messages;
import org.turnlock.contract.support.SoftwareKeys;
import org.turnlock.provider.TurnlockProvider;

/** What the suites about sessions share: a provider with a pool of a chosen size, and its keys. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SessionContract {
  private TurnlockProvider provider;

  /** A provider on the token of this class, with these directives as well. */
  protected abstract TurnlockProvider open(String... directives) throws Exception;

  final TurnlockProvider openPool(int size) throws Exception {
    provider = open("poolSize=" + size, "poolTimeout=5s");
    return provider;
  }

  @AfterEach
  final void closeProvider() {
    if (provider != null) {
      provider.close();
    }
  }

  final void requireNoSessionInUse() {
    assertThat(provider.poolReport()).isPresent();
    assertThat(provider.poolReport().get().inUse()).as("sessions in use").isZero();
  }

  /** The work that must go on, whatever happened before: one good operation of each kind. */
  static final class GoodWork {
    private final TestKeys keys;
    private final Cipher cipher;
    private final Signature signature;
    private final Mac mac;

    GoodWork(TurnlockProvider provider, TestKeys keys) throws GeneralSecurityException {
      this.keys = keys;
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
      this.signature = Signature.getInstance("SHA256withRSA", provider);
      this.mac = Mac.getInstance("HmacSHA256", provider);
    }

    void requireDone() throws GeneralSecurityException {
      cipher.init(Cipher.ENCRYPT_MODE, keys.aes().underTest());
      byte[] ciphertext = cipher.doFinal(new byte[20]);
      cipher.init(Cipher.DECRYPT_MODE, keys.aes().underTest(), cipher.getParameters());
      assertThat(cipher.doFinal(ciphertext)).isEqualTo(new byte[20]);
      signature.initSign(keys.rsa().underTest());
      assertThat(signature.sign()).hasSize(256);
      mac.init(keys.hmac().underTest());
      assertThat(mac.doFinal()).hasSize(32);
    }
  }

  static TestKeys importKeys(TurnlockProvider provider) throws GeneralSecurityException {
    Random random = new Random(1);
    KeyImport keys = KeyImport.translating(provider);
    return new TestKeys(
        TestKeys.secret(keys, Messages.bytes(random, 32), "AES"),
        TestKeys.secret(keys, Messages.bytes(random, 40), "HmacSHA256"),
        TestKeys.pair(keys, SoftwareKeys.rsa(2048)),
        TestKeys.pair(keys, SoftwareKeys.ec("secp256r1")));
  }
}
