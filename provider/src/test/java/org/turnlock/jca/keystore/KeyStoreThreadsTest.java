// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.turnlock.token.Token;
import org.turnlock.token.software.SoftwareToken;

/** One KeyStore object, many threads. */
class KeyStoreThreadsTest {
  private static final int THREADS = 8;
  private static final int ROUNDS = 40;

  @Test
  void readsAndChangesDoNotDisturbEachOther() throws Exception {
    Token token = SoftwareToken.inMemory();
    KeyStore keyStore = TokenKeyStores.loaded(token);
    keyStore.setKeyEntry("fixed", new SecretKeySpec(new byte[16], "AES"), null, null);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        String own = "own" + thread;
        tasks.add(
            () -> {
              for (int round = 0; round < ROUNDS; round++) {
                keyStore.setKeyEntry(own, new SecretKeySpec(new byte[16], "AES"), null, null);
                assertThat(keyStore.getKey(own, null)).isNotNull();
                assertThat(keyStore.getKey("fixed", null)).isNotNull();
                assertThat(TokenKeyStores.aliases(keyStore)).contains("fixed", own);
                keyStore.deleteEntry(own);
                assertThat(keyStore.containsAlias(own)).isFalse();
              }
              return null;
            });
      }
      for (Future<Void> done : threads.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(TokenKeyStores.aliases(keyStore)).containsExactly("fixed");
    assertThat(token.objects().keys()).hasSize(1);
  }
}
