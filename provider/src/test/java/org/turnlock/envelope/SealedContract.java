// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.Feeder;
import org.turnlock.contract.support.Messages;
import org.turnlock.contract.support.Seed;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TestProviders;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.token.Token;

/** What the suites of TurnlockSealed share: a token, a key whose bytes they know, and ciphers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SealedContract {
  static final int SEGMENT = SealedReference.SEGMENT;
  static final int HEADER = 20;
  static final int TAG = 16;

  final byte[] value = Messages.bytes(new Random(4), 32);
  TurnlockProvider provider;
  Token token;
  SecretKey key;

  /** The managed keys of the token; null where it keeps none. */
  TestManagedKeys keys;

  private Backend backend;
  private Seed seed;

  /** The token of this class. */
  abstract Token open() throws Exception;

  /** The token's PIN; null where it needs none. */
  abstract char[] pin();

  @BeforeAll
  final void openToken() throws Exception {
    seed = Seed.announce(getClass().getSimpleName());
    token = open();
    provider = TestProviders.over(token);
    if (pin() != null) {
      KeyStore.getInstance("Turnlock", provider).load(null, pin());
    }
    backend = TurnlockBackends.over(getClass().getSimpleName(), provider);
    key = makeKey();
  }

  /** The key of all tests: version 1 of a managed key. */
  SecretKey makeKey() throws GeneralSecurityException {
    keys = new TestManagedKeys(token);
    keys.add("payments", value);
    return keys.key("payments");
  }

  @AfterAll
  final void closeToken() {
    if (provider != null) {
      provider.close();
    }
  }

  final Random random(String subject, int index) {
    return seed.forCase(subject, index);
  }

  final Feeder feeder(Random random) {
    return new Feeder(random, backend);
  }

  final Cipher cipher() throws GeneralSecurityException {
    return Cipher.getInstance("TurnlockSealed", provider);
  }

  final Cipher sealing() throws GeneralSecurityException {
    Cipher cipher = cipher();
    cipher.init(Cipher.ENCRYPT_MODE, key);
    return cipher;
  }

  final Cipher opening() throws GeneralSecurityException {
    Cipher cipher = cipher();
    cipher.init(Cipher.DECRYPT_MODE, key);
    return cipher;
  }

  final byte[] seal(byte[] message) throws GeneralSecurityException {
    return sealing().doFinal(message);
  }

  final byte[] open(byte[] sealed) throws GeneralSecurityException {
    return opening().doFinal(sealed);
  }

  /** What software makes with the same key, version 1. */
  final SealedReference reference(byte[] iv, byte[] aad) {
    return new SealedReference(value, 1, iv, aad);
  }
}
