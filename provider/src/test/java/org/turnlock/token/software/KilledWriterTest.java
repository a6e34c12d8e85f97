// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.token.TokenKey;

/** A process killed at any moment loses no key that it was told is there. */
class KilledWriterTest {
  private static final int ROUNDS = 15;
  private static final int MAX_ACKNOWLEDGED = 25;
  private static final int MAX_EXTRA_MICROS = 4_000;

  @TempDir Path directory;

  @Test
  void everyAcknowledgedKeyIsThereAndUsableAfterAKill() throws Exception {
    long seed = System.nanoTime();
    System.out.println("KilledWriterTest seed " + seed);
    Random random = new Random(seed);
    Path file = directory.resolve("token");
    Map<String, String> acknowledged = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      acknowledged.putAll(runAndKill(file, round, random));
      try (SoftwareToken token = TestTokens.open(file)) {
        Map<String, String> present = new HashMap<>();
        for (TokenKey key : token.objects().keys()) {
          present.put(key.attributes().id().toString(), TestTokens.fingerprint(token, key));
        }
        assertThat(present).as("seed %d round %d", seed, round).containsAllEntriesOf(acknowledged);
        // At most the one key whose acknowledgement the kill cut off, per round.
        assertThat(present.size()).isLessThanOrEqualTo(acknowledged.size() + round + 1);
      }
      try (var files = Files.list(directory)) {
        assertThat(files).as("leftovers").hasSize(2); // the token and its lock
      }
    }
    assertThat(acknowledged).hasSizeGreaterThan(ROUNDS);
  }

  private static Map<String, String> runAndKill(Path file, int round, Random random)
      throws Exception {
    Process process = KeyMakingProcess.start(file, round + "-", Integer.MAX_VALUE);
    Map<String, String> acknowledged = new HashMap<>();
    try (BufferedReader lines = process.inputReader()) {
      int enough = random.nextInt(MAX_ACKNOWLEDGED);
      String line;
      while (acknowledged.size() < enough && (line = lines.readLine()) != null) {
        add(line, acknowledged);
      }
      assertThat(process.isAlive()).isTrue();
      process.waitFor(random.nextInt(MAX_EXTRA_MICROS), TimeUnit.MICROSECONDS);
      process.toHandle().destroyForcibly(); // unlike the process itself, leaves the pipe readable
      process.waitFor();
      while ((line = lines.readLine()) != null) {
        add(line, acknowledged);
      }
    }
    return acknowledged;
  }

  /** A line that the kill cut off is not an acknowledgement. */
  private static void add(String line, Map<String, String> acknowledged) {
    String[] words = line.split(" ", -1);
    if (words.length == 2 && words[1].length() == 64) {
      acknowledged.put(words[0], words[1]);
    }
  }
}
