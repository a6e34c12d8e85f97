// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenKey;

/** Processes and threads that write one token file at once lose nothing of each other's. */
class SharedTokenFileTest {
  private static final int KEYS_EACH = 40;

  @TempDir Path directory;

  @Test
  void threeProcessesWritingAtOnceLoseNothing() throws Exception {
    Path file = directory.resolve("token");
    Map<String, String> made = new HashMap<>();
    try (SoftwareToken token = TestTokens.open(file)) {
      Process first = KeyMakingProcess.start(file, "first", KEYS_EACH);
      Process second = KeyMakingProcess.start(file, "second", KEYS_EACH);
      for (int own = 0; own < KEYS_EACH || (bothRun(first, second) && own < 500); own++) {
        TokenKey key = TestTokens.newKey(token, "own");
        made.put(key.attributes().id().toString(), TestTokens.fingerprint(token, key));
      }
      for (Process process : List.of(first, second)) {
        assertThat(process.waitFor()).isZero();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> lines = output.lines().toList();
        assertThat(lines).hasSize(KEYS_EACH);
        lines.forEach(line -> made.put(line.split(" ", -1)[0], line.split(" ", -1)[1]));
      }
      assertThat(fingerprints(token)).isEqualTo(made);
    }
    try (SoftwareToken again = TestTokens.open(file)) {
      assertThat(fingerprints(again)).isEqualTo(made);
    }
  }

  @Test
  void changesByAnotherAreSeenAtTheNextLook() throws Exception {
    Path file = directory.resolve("token");
    try (SoftwareToken one = TestTokens.open(file);
        SoftwareToken two = TestTokens.open(file)) {
      TokenKey key = TestTokens.newKey(one, "k");
      assertThat(two.objects().keys()).hasSize(1);
      TokenKey same = two.objects().keys().get(0);
      assertThat(TestTokens.fingerprint(two, same)).isEqualTo(TestTokens.fingerprint(one, key));
      two.objects().relabel(same, "renamed");
      assertThat(same.attributes().label()).isEqualTo("renamed");
      assertThat(one.objects().keys().get(0).attributes().label()).isEqualTo("renamed");
      one.objects().destroy(key);
      assertThat(two.objects().keys()).isEmpty();
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> TestTokens.fingerprint(two, same))
          .isInstanceOf(TokenException.class)
          .hasMessageContaining("no longer exists");
      two.objects().destroy(same);
    }
  }

  @Test
  void keysInUseAreNotDisturbedByAnothersWrites() throws Exception {
    Path file = directory.resolve("token");
    try (SoftwareToken one = TestTokens.open(file);
        SoftwareToken two = TestTokens.open(file)) {
      TokenKey key = TestTokens.newKey(one, "used");
      String expected = TestTokens.fingerprint(one, key);
      ExecutorService pool = Executors.newFixedThreadPool(4);
      try {
        List<Callable<Void>> work = new ArrayList<>();
        for (int t = 0; t < 2; t++) {
          work.add(
              () -> {
                for (int i = 0; i < 3_000; i++) {
                  assertThat(TestTokens.fingerprint(one, key)).isEqualTo(expected);
                  if (i % 10 == 0) {
                    one.objects().keys();
                  }
                }
                return null;
              });
          SoftwareToken writer = t == 0 ? one : two;
          work.add(
              () -> {
                for (int i = 0; i < KEYS_EACH; i++) {
                  TestTokens.newKey(writer, "other");
                }
                return null;
              });
        }
        for (Future<Void> done : pool.invokeAll(work)) {
          done.get();
        }
      } finally {
        pool.shutdown();
      }
      assertThat(one.objects().keys()).hasSize(2 * KEYS_EACH + 1);
    }
  }

  @Test
  void interruptedThreadStillWritesAndStaysInterrupted() throws Exception {
    try (SoftwareToken token = TestTokens.open(directory.resolve("token"))) {
      Thread.currentThread().interrupt();
      TestTokens.newKey(token, "k");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(token.objects().keys()).hasSize(1);
    }
  }

  private static boolean bothRun(Process first, Process second) {
    return first.isAlive() && second.isAlive();
  }

  private static Map<String, String> fingerprints(SoftwareToken token) {
    Map<String, String> all = new HashMap<>();
    token
        .objects()
        .keys()
        .forEach(
            key -> all.put(key.attributes().id().toString(), TestTokens.fingerprint(token, key)));
    return all;
  }
}
