// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.managed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.contract.support.ManagedKeyBench;
import org.turnlock.contract.support.Seed;
import org.turnlock.keys.KeyVersion;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.UseLimits;
import org.turnlock.keys.VersionState;
import org.turnlock.keys.record.TestRecordStores;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.Token;

/**
 * Four processes on one token that rotate, encrypt and decrypt at once, and are killed now and
 * then: nothing that was encrypted is ever unreadable, by anybody.
 */
@SoftHsm
class SoftHsmManagedKeyStormTest {
  private static final int PROCESSES = 4;

  /** Lines that a process prints at least, however slow the machine is. */
  private static final int LEAST = 5;

  private static final UseLimits LIMITS = new UseLimits(96, UseLimits.UNLIMITED);

  /** A process reserves a 32nd of what is left. */
  private static final long MOST_AT_ONCE = LIMITS.uses() / 32;

  private final Seed seed = Seed.announce("SoftHsmManagedKeyStormTest");
  private final SoftHsmToken token;
  private final String configuration;
  private final TurnlockProvider provider;

  @TempDir private Path directory;

  SoftHsmManagedKeyStormTest(SoftHsmToken token) {
    this.token = token;
    this.configuration = token.turnlockConfiguration().toString();
    this.provider = TurnlockProvider.open(TurnlockConfiguration.parse(configuration));
  }

  @Test
  void forSomeSeconds() throws Exception {
    storm(6, 40);
  }

  @Test
  @Tag("soak")
  void forAMinute() throws Exception {
    storm(60, 150);
  }

  /** What the processes of one place in turn have printed. */
  private record Printed(List<String> lines, int killed, int failed) {}

  private Process start(String name, long processSeed) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      line.add("--enable-native-access=ALL-UNNAMED");
    }
    line.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.add(StormProcess.class.getName());
    line.addAll(List.of(configuration, directory.toString(), name, Long.toString(processSeed)));
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(token.environment());
    return builder.start();
  }

  /** One process after the other; each but the last is killed in the middle of what it does. */
  private Printed place(int number, int seconds, int most) throws Exception {
    Random random = seed.forCase("place", number);
    List<String> lines = new ArrayList<>();
    boolean mortal = number % 2 == 0;
    long end = 0;
    int killed = 0;
    while (true) {
      Process process = start(number + "-" + killed, random.nextLong());
      int enough = mortal ? LEAST + random.nextInt(most) : Integer.MAX_VALUE;
      boolean kill = false;
      try (BufferedReader reader = process.inputReader()) {
        String line;
        int read = 0;
        while ((line = reader.readLine()) != null) {
          lines.add(line);
          if (line.equals("READY") && end == 0) {
            end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
          }
          boolean late = end != 0 && System.nanoTime() > end;
          if (late && read >= LEAST && (!mortal || killed > 0)) {
            process.outputWriter().write("stop\n");
            process.outputWriter().flush();
            read = Integer.MIN_VALUE;
          } else if (++read == enough) {
            process.toHandle().destroyForcibly();
            kill = true;
          }
        }
      }
      int status = process.waitFor();
      if (!kill) {
        return new Printed(lines, killed, status == 0 ? 0 : 1);
      }
      killed++;
    }
  }

  private void storm(int seconds, int killAfter) throws Exception {
    provider
        .managedKeys()
        .create(
            ManagedKeySpec.builder(StormProcess.alias(directory))
                .algorithm("AES")
                .limits(LIMITS)
                .build());
    List<Printed> printed = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(PROCESSES);
    try {
      List<Future<Printed>> places = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        int number = i;
        Callable<Printed> place = () -> place(number, seconds, killAfter);
        places.add(threads.submit(place));
      }
      for (Future<Printed> place : places) {
        printed.add(place.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(printed).as("%s: a process failed", seed).allMatch(it -> it.failed == 0);
    List<Path> files = StormProcess.files(directory);
    SecretKey key = StormProcess.key(provider, StormProcess.alias(directory));
    for (Path file : files) {
      StormProcess.decrypt(provider, key, file);
    }
    ManagedKeyInfo info = provider.managedKeys().describe(StormProcess.alias(directory));
    tell(printed, files.size(), info);
    assertThat(info.versions().stream().map(KeyVersion::number))
        .as("%s", seed)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, info.current()).boxed().toList());
    assertThat(info.versions()).filteredOn(it -> it.state() == VersionState.CURRENT).hasSize(1);
    long reserved = printed.stream().mapToInt(Printed::killed).sum() * MOST_AT_ONCE;
    assertThat(info.versions())
        .as("%s: who is killed may just have asked for more than there was", seed)
        .allSatisfy(it -> assertThat(it.uses()).isLessThanOrEqualTo(LIMITS.uses() + reserved));
    assertThat(info.versions().stream().mapToLong(KeyVersion::uses).sum())
        .as("%s", seed)
        .isGreaterThanOrEqualTo(files.size());
    assertNothingIsLeftOver(info.current());
  }

  private void tell(List<Printed> printed, int files, ManagedKeyInfo info) throws IOException {
    long calls = 0;
    long done = 0;
    int killed = 0;
    int rotated = 0;
    for (Printed place : printed) {
      killed += place.killed;
      for (String line : place.lines) {
        if (line.startsWith("CALLS ")) {
          String[] words = line.split(" ");
          calls += Long.parseLong(words[1]);
          done += Long.parseLong(words[2]);
        }
        rotated += line.startsWith("ROTATED ") ? 1 : 0;
      }
    }
    System.out.printf(
        "%d ciphertexts, %d versions (%d by hand), %d processes killed, %.1f C calls for each of"
            + " %d operations%n",
        files, info.current(), rotated, killed, (double) calls / done, done);
    assertThat(files).isPositive();
    assertThat(killed).as("%s", seed).isPositive();
    assertThat(info.current()).as("%s", seed).isGreaterThan(1);
  }

  /** After one more change the token holds the versions, the record, and nothing of the dead. */
  private void assertNothingIsLeftOver(int current) throws Exception {
    ManagedKeyInfo info = provider.managedKeys().rotate(StormProcess.alias(directory), current);
    Token objects = ManagedKeyBench.tokenOf(provider);
    List<String> ids =
        objects.objects().keys().stream()
            .filter(it -> it.attributes().label().startsWith(StormProcess.alias(directory) + "@"))
            .map(it -> it.attributes().id().toString())
            .toList();
    assertThat(ids)
        .as("%s", seed)
        .containsExactlyInAnyOrderElementsOf(info.versions().stream().map(KeyVersion::id).toList());
    assertThat(TestRecordStores.records(objects.objects(), StormProcess.alias(directory))).isOne();
    assertThat(objects.objects().data("turnlock lease", StormProcess.alias(directory))).isEmpty();
    assertThat(TestRecordStores.ledgers(objects.objects(), StormProcess.alias(directory)))
        .as("%s: nothing is kept of processes that have ended", seed)
        .isLessThanOrEqualTo(2);
  }
}
