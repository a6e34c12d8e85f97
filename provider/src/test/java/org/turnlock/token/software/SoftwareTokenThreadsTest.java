// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;
import org.turnlock.token.TokenKey;

/** Threads share a token and its keys; a key that is wiped under them is refused, never misused. */
class SoftwareTokenThreadsTest {
  private static final int THREADS = 6;

  @TempDir Path directory;

  @Test
  void threadsShareKeysOfATokenThatIsBusyChanging() throws Exception {
    SoftwareToken token = SoftwareToken.inMemory();
    TokenKey aes =
        token
            .objects()
            .generateSecretKey(
                Ckk.AES, 32, NewKey.session(Set.of(KeyUsage.ENCRYPT, KeyUsage.DECRYPT)));
    TokenKey hmac = TestTokens.newKey(token, "shared");
    String expected = TestTokens.fingerprint(token, hmac);
    inThreads(
        () -> {
          for (int i = 0; i < 2_000; i++) {
            byte[] iv = new byte[12];
            byte[] plain = new byte[ThreadLocalRandom.current().nextInt(300)];
            ThreadLocalRandom.current().nextBytes(iv);
            ThreadLocalRandom.current().nextBytes(plain);
            Mechanism mechanism = Mechanism.aesGcm(iv, iv, 128);
            ByteBuffer sealed = ByteBuffer.allocate(plain.length + 16);
            token.cryptography().encrypt(aes, mechanism, ByteBuffer.wrap(plain), sealed);
            ByteBuffer back = ByteBuffer.allocate(plain.length);
            token.cryptography().decrypt(aes, mechanism, sealed.flip(), back);
            assertThat(back.array()).isEqualTo(plain);
            assertThat(TestTokens.fingerprint(token, hmac)).isEqualTo(expected);
            if (i % 50 == 0) {
              token.objects().destroy(TestTokens.newKey(token, "passing"));
            }
          }
          return null;
        });
    assertThat(token.objects().keys()).containsExactly(hmac);
  }

  @Test
  void logoutUnderRunningOperationsGivesRefusalsNeverWrongResults() throws Exception {
    try (SoftwareToken token = TestTokens.open(directory.resolve("token"))) {
      TokenKey key = TestTokens.newKey(token, "k");
      String expected = TestTokens.fingerprint(token, key);
      AtomicInteger running = new AtomicInteger(THREADS - 1);
      AtomicInteger turns = new AtomicInteger();
      inThreads(
          () -> {
            if (turns.getAndIncrement() == 0) {
              while (running.get() > 0) {
                token.login().logout();
                token.login().login(TestTokens.PIN);
              }
              return null;
            }
            for (int i = 0; i < 20_000; i++) {
              try {
                assertThat(TestTokens.fingerprint(token, key)).isEqualTo(expected);
              } catch (TokenException e) {
                assertThat(e.reason()).isIn(Reason.NOT_LOGGED_IN, Reason.KEY_REFUSED);
              }
            }
            running.decrementAndGet();
            return null;
          });
      assertThat(TestTokens.fingerprint(token, key)).isEqualTo(expected);
    }
  }

  private static void inThreads(Callable<Void> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Void>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        all.add(work);
      }
      for (Future<Void> done : pool.invokeAll(all)) {
        done.get();
      }
    } finally {
      pool.shutdown();
    }
  }
}
