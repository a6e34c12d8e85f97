// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.turnlock.keys.KeyVersion;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.UseLimits;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** Keys that are rotated because they have done enough, in plain JCA code that does not know it. */
@SoftHsm
class SoftHsmUseLimitTest {
  private static final int THREADS = 4;

  private final SoftHsmToken token;
  private final CountedCalls calls;
  private final List<TurnlockProvider> providers = new ArrayList<>();

  SoftHsmUseLimitTest(SoftHsmToken token) throws Exception {
    this.token = token;
    calls = new CountedCalls(token);
    providers.add(calls.provider());
    providers.add(new CountedCalls(token).provider());
  }

  @AfterEach
  void close() {
    providers.forEach(TurnlockProvider::close);
  }

  private SecretKey key(int process, String alias) throws Exception {
    KeyStore store = KeyStore.getInstance("Turnlock", providers.get(process));
    store.load(null, token.pinChars());
    return (SecretKey) store.getKey(alias, null);
  }

  private void create(ManagedKeySpec.Builder spec) throws Exception {
    KeyStore.getInstance("Turnlock", providers.get(0)).load(null, token.pinChars());
    providers.get(0).managedKeys().create(spec.algorithm("AES").build());
  }

  private static ManagedKeySpec.Builder spec(String alias, long uses) {
    return ManagedKeySpec.builder(alias).limits(new UseLimits(uses, UseLimits.UNLIMITED));
  }

  private record Sealed(byte[] iv, byte[] text) {}

  private Sealed encrypted(int process, SecretKey key) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", providers.get(process));
    cipher.init(Cipher.ENCRYPT_MODE, key);
    return new Sealed(cipher.getIV(), cipher.doFinal(new byte[20]));
  }

  private byte[] decrypted(int process, SecretKey key, Sealed sealed)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", providers.get(process));
    cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, sealed.iv));
    return cipher.doFinal(sealed.text);
  }

  @Test
  void countingCostsNoCallOfTheToken() throws Exception {
    create(ManagedKeySpec.builder("counted"));
    SecretKey key = key(0, "counted");
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", providers.get(0));
    for (int i = 0; i < 1010; i++) {
      cipher.init(Cipher.ENCRYPT_MODE, key);
      cipher.doFinal(new byte[16]);
    }
    Map<String, Long> counted =
        calls.of(
            () -> {
              for (int i = 0; i < 100; i++) {
                cipher.init(Cipher.ENCRYPT_MODE, key);
                cipher.doFinal(new byte[16]);
              }
              return null;
            });
    // The record is read again every few seconds, which may fall in here.
    assertThat(counted).containsEntry("C_EncryptInit", 100L).containsEntry("C_Encrypt", 100L);
    assertThat(counted).doesNotContainKeys("C_CreateObject", "C_DestroyObject");
  }

  @Test
  void noVersionDoesMoreThanTheLimitWhicheverProcessUsesIt() throws Exception {
    create(spec("shared", 20));
    List<SecretKey> keys = List.of(key(0, "shared"), key(1, "shared"));
    List<Sealed> all = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      int process = (i / 3) % 2;
      all.add(encrypted(process, keys.get(process)));
    }
    for (Sealed sealed : all) {
      assertThat(decrypted(all.indexOf(sealed) % 2, keys.get(1), sealed)).hasSize(20);
    }
    providers.get(1).close();
    ManagedKeyInfo info = providers.get(0).managedKeys().describe("shared");
    assertThat(info.current()).isBetween(4, 6);
    assertThat(info.versions().stream().map(KeyVersion::number)).hasSize(info.current());
    assertThat(info.versions()).allSatisfy(it -> assertThat(it.uses()).isLessThanOrEqualTo(20));
    assertThat(info.versions().stream().mapToLong(KeyVersion::uses).sum()).isBetween(70L, 74L);
    assertThat(info.versions())
        .allSatisfy(it -> assertThat(it.lastUse().orElseThrow()).isBefore(Instant.now()));
  }

  @Test
  void theVersionThatMadeTheDataIsUsedAndNoneThatWasTried() throws Exception {
    create(ManagedKeySpec.builder("tried"));
    ManagedKeys keys = providers.get(0).managedKeys();
    Sealed first = encrypted(0, key(0, "tried"));
    keys.rotate("tried", 1);
    keys.rotate("tried", 2);
    Sealed changed = new Sealed(first.iv, first.text.clone());
    changed.text[0] ^= 1;
    SecretKey key = key(1, "tried");
    assertThatThrownBy(() -> decrypted(1, key, changed)).isInstanceOf(AEADBadTagException.class);
    assertThat(decrypted(1, key, first)).hasSize(20);
    List<KeyVersion> versions = keys.describe("tried").versions();
    assertThat(versions.get(0).lastUse()).isPresent();
    assertThat(versions.subList(1, 3)).allSatisfy(it -> assertThat(it.lastUse()).isEmpty());
  }

  @Test
  void threadsThatEncryptWhileItRotatesSeeNothingOfIt() throws Exception {
    create(spec("storm", 70));
    ConcurrentLinkedQueue<Sealed> all = new ConcurrentLinkedQueue<>();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int process = i % 2;
        SecretKey key = key(process, "storm");
        Callable<?> work =
            () -> {
              for (int n = 0; n < 60; n++) {
                all.add(encrypted(process, key));
              }
              return null;
            };
        threads.add(pool.submit(work));
      }
      for (Future<?> thread : threads) {
        thread.get();
      }
    } finally {
      pool.shutdownNow();
    }
    SecretKey key = key(0, "storm");
    for (Sealed sealed : all) {
      assertThat(decrypted(0, key, sealed)).hasSize(20);
    }
    providers.get(1).close();
    ManagedKeyInfo info = providers.get(0).managedKeys().describe("storm");
    assertThat(info.current()).isBetween(4, 8);
    assertThat(info.versions()).allSatisfy(it -> assertThat(it.uses()).isLessThanOrEqualTo(70));
  }

  @Test
  void anImportedKeyIsRefusedAtItsLimitUntilTheNextIsImported() throws Exception {
    create(spec("bought", 5).awaitingImport());
    var managed = providers.get(0).managedKeys();
    managed.importVersion("bought", 0, new SecretKeySpec(new byte[32], "AES"));
    SecretKey key = key(0, "bought");
    Sealed first = encrypted(0, key);
    for (int i = 0; i < 4; i++) {
      encrypted(0, key);
    }
    assertThatThrownBy(() -> encrypted(0, key))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("version 1 of key 'bought'")
        .hasMessageContaining("import")
        .cause()
        .isInstanceOfSatisfying(
            ManagedKeyException.class,
            e -> assertThat(e.reason()).isEqualTo(ManagedKeyException.Reason.LIMIT));
    assertThat(decrypted(0, key, first)).hasSize(20);
    byte[] next = new byte[32];
    next[0] = 1;
    managed.importVersion("bought", 1, new SecretKeySpec(next, "AES"));
    assertThat(decrypted(0, key, encrypted(0, key))).hasSize(20);
  }

  @Test
  void aMacThatIsNeverInitialisedAgainEndsAtTheLimitAndSaysSo() throws Exception {
    KeyStore.getInstance("Turnlock", providers.get(0)).load(null, token.pinChars());
    providers
        .get(0)
        .managedKeys()
        .create(
            ManagedKeySpec.builder("macs")
                .algorithm("HmacSHA256")
                .limits(new UseLimits(UseLimits.UNLIMITED, 100))
                .build());
    SecretKey key = key(0, "macs");
    Mac mac = Mac.getInstance("HmacSHA256", providers.get(0));
    mac.init(key);
    for (int i = 0; i < 10; i++) {
      mac.doFinal(new byte[10]);
    }
    assertThatThrownBy(() -> mac.doFinal(new byte[10]))
        .isInstanceOf(ManagedKeyException.class)
        .hasMessageContaining("initialise again");
    mac.init(key);
    mac.doFinal(new byte[10]);
    assertThat(providers.get(0).managedKeys().describe("macs").current()).isEqualTo(2);
  }
}
