// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.junit.jupiter.api.Test;
import org.turnlock.contract.support.CipherMode;
import org.turnlock.contract.support.SignatureKind;
import org.turnlock.provider.TurnlockProvider;

/** Operations begun and never ended hold no session while they live, or give it back after. */
public abstract class AbandonedOperationContract extends SessionContract {
  private static final int OBJECTS = 2000;
  private static final int POOL = 4;
  private static final Duration COLLECTED_WITHIN = Duration.ofSeconds(20);

  @Test
  final void initialisedAndHalfFedCiphersHoldNoSession() throws Exception {
    TurnlockProvider provider = openPool(POOL);
    TestKeys keys = importKeys(provider);
    Random random = new Random(2);
    List<Cipher> abandoned = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      CipherMode mode = CipherMode.COMMON.get(i % CipherMode.COMMON.size());
      Cipher cipher = Cipher.getInstance(mode.transformation(), provider);
      AlgorithmParameterSpec parameters = mode.parameters(random);
      int direction = i % 4 < 2 ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
      cipher.init(direction, keys.aes().underTest(), parameters);
      if (i % 2 == 0) {
        cipher.update(new byte[1 + i % 100]);
      }
      abandoned.add(cipher);
    }
    assertThat(abandoned).hasSize(OBJECTS);
    requireNoSessionInUse();
    new GoodWork(provider, keys).requireDone();
    requireNoSessionInUse();
  }

  @Test
  final void initialisedAndHalfFedSignaturesHoldNoSession() throws Exception {
    TurnlockProvider provider = openPool(POOL);
    TestKeys keys = importKeys(provider);
    List<SignatureKind> kinds = SignatureKind.rsaAndEc();
    List<Signature> abandoned = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      SignatureKind kind = kinds.get(i % kinds.size());
      Signature signature = Signature.getInstance(kind.algorithm(), provider);
      begin(signature, kind, keys, i);
      abandoned.add(signature);
    }
    assertThat(abandoned).hasSize(OBJECTS);
    requireNoSessionInUse();
    new GoodWork(provider, keys).requireDone();
    requireNoSessionInUse();
  }

  private static void begin(Signature signature, SignatureKind kind, TestKeys keys, int i)
      throws GeneralSecurityException {
    var pair = kind.rsa() ? keys.rsa() : keys.ec();
    AlgorithmParameterSpec parameters = kind.parameters(new Random(i), pair, true);
    if (i % 3 == 0) {
      signature.initVerify(pair.publicKey());
    } else {
      signature.initSign(pair.underTest());
    }
    if (parameters != null) {
      signature.setParameter(parameters);
    }
    if (i % 2 == 0) {
      signature.update(new byte[kind.hashes() ? 100_000 : 20]);
    }
  }

  @Test
  final void initialisedAndHalfFedMacsHoldNoSession() throws Exception {
    TurnlockProvider provider = openPool(POOL);
    TestKeys keys = importKeys(provider);
    List<Mac> abandoned = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      Mac mac = Mac.getInstance("HmacSHA256", provider);
      mac.init(keys.hmac().underTest());
      mac.update(new byte[i % 500]);
      abandoned.add(mac);
    }
    assertThat(abandoned).hasSize(OBJECTS);
    requireNoSessionInUse();
    new GoodWork(provider, keys).requireDone();
  }

  /** A long message holds a session; reset, a new init and the collector each give it back. */
  @Test
  final void longMacsGiveTheirSessionBack() throws Exception {
    TurnlockProvider provider = openPool(POOL);
    TestKeys keys = importKeys(provider);
    Mac mac = Mac.getInstance("HmacSHA256", provider);
    for (int i = 0; i < 10 * POOL; i++) {
      mac.init(keys.hmac().underTest());
      mac.update(new byte[100_000]);
    }
    mac.reset();
    requireNoSessionInUse();
    dropLongMacs(provider, keys);
    requireCollected(provider);
    new GoodWork(provider, keys).requireDone();
    requireNoSessionInUse();
  }

  private static void dropLongMacs(TurnlockProvider provider, TestKeys keys) throws Exception {
    for (int i = 0; i < POOL; i++) {
      Mac mac = Mac.getInstance("HmacSHA256", provider);
      mac.init(keys.hmac().underTest());
      mac.update(new byte[100_000]);
    }
  }

  private void requireCollected(TurnlockProvider provider) {
    long deadline = System.nanoTime() + COLLECTED_WITHIN.toNanos();
    while (provider.poolReport().orElseThrow().inUse() > 0 && System.nanoTime() < deadline) {
      System.gc();
    }
    requireNoSessionInUse();
  }
}
