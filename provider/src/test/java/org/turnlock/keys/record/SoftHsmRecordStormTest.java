// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.turnlock.contract.support.Seed;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.KeyId;
import org.turnlock.token.Token;

/** Several processes that change one record as fast as they can: no change is lost. */
@SoftHsm
class SoftHsmRecordStormTest {
  private static final int PROCESSES = 4;

  private final Seed seed = Seed.announce("SoftHsmRecordStormTest");
  private final TokenProcess processes;

  SoftHsmRecordStormTest(SoftHsmToken hsm) {
    this.processes = TokenProcess.of(hsm);
  }

  /** In SoftHSM 2.6.1 a change of our own hides it, until somebody makes another. */
  @Test
  void whatAnotherProcessHasAddedIsSeenAfterAChangeOfOurOwn() throws Exception {
    Token token = processes.open();
    Process other = processes.start(AddingProcess.class, List.of());
    try (BufferedReader lines = other.inputReader();
        Writer labels = other.outputWriter()) {
      for (int i = 0; i < 5; i++) {
        token.objects().data(AddingProcess.APPLICATION);
        labels.write("theirs-" + i + "\n");
        labels.flush();
        assertThat(lines.readLine()).isEqualTo("theirs-" + i);
        token.objects().addData(AddingProcess.APPLICATION, "ours-" + i, new byte[1]);
        assertThat(token.objects().data(AddingProcess.APPLICATION, "theirs-" + i)).hasSize(1);
      }
    }
    assertThat(other.waitFor()).isZero();
    token.close();
  }

  @Test
  void noChangeIsLost() throws Exception {
    storm("storm", 4, 0);
  }

  @Test
  @Tag("soak")
  void noChangeIsLostWhileProcessesAreKilled() throws Exception {
    storm("soak", 60, 40);
  }

  /** Lines of one process after another, until there is no time for one more. */
  private List<String> run(String alias, int seconds, int kills, Random random)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (int i = 0; i <= kills; i++) {
      long left = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(end - System.nanoTime()));
      Process process = processes.start(CountingProcess.class, List.of(alias, Long.toString(left)));
      int enough = i < kills ? 1 + random.nextInt(20) : Integer.MAX_VALUE;
      try (BufferedReader reader = process.inputReader()) {
        String line;
        int read = 0;
        while ((line = reader.readLine()) != null) {
          lines.add(line);
          if (++read == enough) {
            process.toHandle().destroyForcibly();
          }
        }
      }
      process.waitFor();
      if (System.nanoTime() > end) {
        break;
      }
    }
    return lines;
  }

  private void storm(String alias, int seconds, int killsOfEach) throws Exception {
    Token token = processes.open();
    RecordStore store = RecordStores.open(token, null);
    try (RecordLease lease = store.lease(alias)) {
      lease.commit(Records.first(alias, KeyId.random()).toBuilder().description("0").build());
    }
    ExecutorService threads = Executors.newFixedThreadPool(PROCESSES);
    List<CompletableFuture<List<String>>> running = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      Random random = seed.forCase(alias, i);
      running.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return run(alias, seconds, killsOfEach, random);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              },
              threads));
    }
    List<String> lines = new ArrayList<>();
    running.forEach(future -> lines.addAll(future.join()));
    threads.shutdown();
    List<Integer> counted =
        lines.stream()
            .filter(line -> line.startsWith("COUNTED "))
            .map(line -> Integer.valueOf(line.substring("COUNTED ".length())))
            .toList();
    System.out.println(
        counted.size()
            + " changes, others: "
            + lines.stream().filter(it -> !it.startsWith("COUNTED")).distinct().toList());
    assertThat(lines).as("%s", seed).noneMatch(line -> line.startsWith("WRONG"));
    assertThat(counted).as("%s", seed).doesNotHaveDuplicates().isNotEmpty();
    int total = Integer.parseInt(store.find(alias).orElseThrow().description());
    // A process that was killed may have counted without saying so.
    int kills = killsOfEach * PROCESSES;
    assertThat(total).as("%s", seed).isBetween(counted.size(), counted.size() + kills);
    assertThat(Records.records(token.objects(), alias)).hasSizeLessThanOrEqualTo(1 + kills);
    if (kills == 0) {
      assertThat(Records.leases(token.objects(), alias)).isEmpty();
      assertThat(lines).filteredOn("END"::equals).hasSize(PROCESSES);
    }
    token.close();
  }
}
