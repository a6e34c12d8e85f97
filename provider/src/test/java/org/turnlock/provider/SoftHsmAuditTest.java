// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditJson;
import org.turnlock.audit.AuditOutcome;
import org.turnlock.audit.KeptEvents;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.pkcs11.Pkcs11Token;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.pkcs11.Pkcs11KeyToken;

/** What only a token behind PKCS#11 has to tell: calls, losses, logins that nobody asked for. */
@SoftHsm
class SoftHsmAuditTest {
  private static final int LONG_MESSAGE = 100_000;

  private final SoftHsmToken softHsm;
  private final KeptEvents kept = new KeptEvents();

  SoftHsmAuditTest(SoftHsmToken softHsm) {
    this.softHsm = softHsm;
  }

  private TurnlockProvider provider(String... directives) throws Exception {
    TurnlockProvider provider = TurnlockBackends.softHsmProvider(softHsm, directives);
    provider.audit().add(kept);
    return provider;
  }

  private static SecretKey aes(TurnlockProvider provider) throws Exception {
    return KeyGenerator.getInstance("AES", provider).generateKey();
  }

  private static Cipher encryption(TurnlockProvider provider, SecretKey key) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    return cipher;
  }

  @Test
  void anOperationsCallsAreItsOwn() throws Exception {
    try (TurnlockProvider provider = provider()) {
      SecretKey key = aes(provider);
      PrivateKey signing =
          KeyPairGenerator.getInstance("EC", provider).generateKeyPair().getPrivate();
      for (int i = 0; i < 2; i++) {
        encryption(provider, key).doFinal(new byte[1024]);
        Signature signer = Signature.getInstance("SHA256withECDSA", provider);
        signer.initSign(signing);
        signer.sign();
      }
      List<AuditEvent> events = kept.takeAll(provider.audit());
      AuditEvent encryption = events.get(2);
      assertThat(encryption.action()).isEqualTo(AuditAction.ENCRYPT);
      assertThat(encryption.tokenCalls()).isEqualTo(2);
      assertThat(encryption.mechanism()).isEqualTo("CKM_AES_GCM");
      assertThat(encryption.algorithm()).isEqualTo("AES/GCM/NoPadding");
      assertThat(List.of(encryption.inputBytes(), encryption.outputBytes()))
          .containsExactly(1024L, 1040L);
      AuditEvent signature = events.get(3);
      assertThat(signature.action()).isEqualTo(AuditAction.SIGN);
      assertThat(signature.tokenCalls()).isEqualTo(2);
      assertThat(signature.algorithm()).isEqualTo("SHA256withECDSA");
    }
  }

  @Test
  void aMacInPartsIsToldOnceWithAllItsBytesAndOneThatIsGivenUpToo() throws Exception {
    try (TurnlockProvider provider = provider()) {
      SecretKey key = KeyGenerator.getInstance("HmacSHA256", provider).generateKey();
      Mac mac = Mac.getInstance("HmacSHA256", provider);
      mac.init(key);
      mac.update(new byte[LONG_MESSAGE]);
      assertThat(kept.takeAll(provider.audit())).isEmpty();
      mac.doFinal();
      List<AuditEvent> events = kept.takeAll(provider.audit());
      assertThat(events).hasSize(1);
      assertThat(events.get(0).action()).isEqualTo(AuditAction.GENERATE_MAC);
      assertThat(events.get(0).inputBytes()).isEqualTo(LONG_MESSAGE);
      mac.update(new byte[LONG_MESSAGE]);
      mac.reset();
      events = kept.takeAll(provider.audit());
      assertThat(events).hasSize(1);
      assertThat(events.get(0).outcome()).isEqualTo(AuditOutcome.FAILED);
    }
  }

  @Test
  void aLossAndTheLoginAfterItAreToldOnce() throws Exception {
    try (TurnlockProvider provider = provider()) {
      provider
          .managedKeys()
          .create(ManagedKeySpec.builder("lasting").algorithm("AES").size(256).build());
      KeyStore store = KeyStore.getInstance("Turnlock", provider);
      store.load(null, softHsm.pinChars());
      SecretKey key = (SecretKey) store.getKey("lasting", null);
      encryption(provider, key).doFinal(new byte[16]);
      kept.takeAll(provider.audit());
      loseSessions();
      int threads = 4;
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      try {
        List<Future<byte[]>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          all.add(pool.submit(() -> encryption(provider, key).doFinal(new byte[16])));
        }
        for (Future<byte[]> one : all) {
          one.get();
        }
      } finally {
        pool.shutdownNow();
      }
      List<AuditEvent> events = kept.takeAll(provider.audit());
      assertThat(events)
          .filteredOn(event -> event.action() == AuditAction.ENCRYPT)
          .hasSize(threads)
          .allMatch(event -> event.outcome() == AuditOutcome.SUCCESS);
      List<AuditEvent> recoveries =
          events.stream().filter(event -> event.action() == AuditAction.RECOVER).toList();
      assertThat(recoveries).hasSize(1);
      assertThat(recoveries.get(0).parameters())
          .containsEntry("lost", "CKR_SESSION_HANDLE_INVALID");
      assertThat(events).filteredOn(event -> event.action() == AuditAction.LOG_IN).hasSize(1);
    }
  }

  private void loseSessions() throws Exception {
    try (Pkcs11KeyToken other =
        (Pkcs11KeyToken)
            TestProviders.token(
                "--name=other\nlibrary="
                    + softHsm.library()
                    + "\ntokenLabel="
                    + softHsm.label()
                    + "\n")) {
      Pkcs11Token token = other.pkcs11();
      token.module().functions().C_CloseAllSessions(token.slot().id());
    }
  }

  @Test
  void theLoginOfAConfiguredPinIsToldWithoutThePin(@TempDir Path directory) throws Exception {
    Path pin = directory.resolve("pin");
    Files.writeString(pin, softHsm.pin(), StandardCharsets.UTF_8);
    try (TurnlockProvider provider = provider("pinSource=file:" + pin)) {
      SecretKey key = aes(provider);
      provider.logout();
      kept.takeAll(provider.audit());
      assertThatThrownBy(() -> encryption(provider, key).doFinal(new byte[16]))
          .isInstanceOf(RuntimeException.class);
      aes(provider);
      provider.managedKeys().list();
      List<AuditEvent> events = kept.takeAll(provider.audit());
      assertThat(events)
          .filteredOn(event -> event.action() == AuditAction.LOG_IN)
          .hasSize(1)
          .allMatch(event -> event.parameters().containsKey("how"));
      for (AuditEvent event : events) {
        assertThat(AuditJson.text(event)).doesNotContain(softHsm.pin());
      }
    }
  }

  /** Refusals at init and in use, while other threads use and rotate the key, all of them told. */
  @Test
  void everyUseAndRefusalOfAStormIsToldExactlyOnce() throws Exception {
    try (TurnlockProvider provider = provider()) {
      provider
          .managedKeys()
          .create(ManagedKeySpec.builder("busy").algorithm("AES").size(256).build());
      KeyStore store = KeyStore.getInstance("Turnlock", provider);
      store.load(null, softHsm.pinChars());
      SecretKey key = (SecretKey) store.getKey("busy", null);
      kept.takeAll(provider.audit());
      int threads = 4;
      int each = 200;
      AtomicInteger done = new AtomicInteger();
      AtomicInteger notChosen = new AtomicInteger();
      AtomicInteger refused = new AtomicInteger();
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      try {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          all.add(
              pool.submit(
                  () -> {
                    for (int j = 0; j < each; j++) {
                      try {
                        encryption(provider, key).doFinal(new byte[32]);
                        done.incrementAndGet();
                      } catch (InvalidKeyException e) {
                        notChosen.incrementAndGet();
                      } catch (RuntimeException e) {
                        refused.incrementAndGet();
                      }
                    }
                    return null;
                  }));
        }
        for (int i = 0; i < 3; i++) {
          provider.managedKeys().disable("busy");
          provider.managedKeys().enable("busy");
        }
        for (Future<?> one : all) {
          one.get();
        }
      } finally {
        pool.shutdownNow();
      }
      List<AuditEvent> events = kept.takeAll(provider.audit());
      assertThat(count(events, AuditAction.ENCRYPT, AuditOutcome.SUCCESS)).isEqualTo(done.get());
      assertThat(count(events, AuditAction.ENCRYPT, AuditOutcome.REFUSED)).isEqualTo(refused.get());
      assertThat(count(events, AuditAction.CHOOSE_KEY, AuditOutcome.REFUSED))
          .isEqualTo(notChosen.get());
      assertThat(done.get() + refused.get() + notChosen.get()).isEqualTo(threads * each);
      assertThat(events).extracting(AuditEvent::id).doesNotHaveDuplicates();
    }
  }

  private static long count(List<AuditEvent> events, AuditAction action, AuditOutcome outcome) {
    return events.stream()
        .filter(event -> event.action() == action && event.outcome() == outcome)
        .count();
  }
}
