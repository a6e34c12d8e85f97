// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.turnlock.contract.support.Seed;
import org.turnlock.keys.record.VersionRecord.Standing;
import org.turnlock.token.KeyId;
import org.turnlock.token.TokenException;

/**
 * Writers whose steps are mixed at random, who are stopped for longer than their leases are good,
 * taken for dead while they live, and die. Whatever happens, no version that somebody could have
 * used is lost, and no change that was acknowledged.
 */
class LeaseInterleavingTest {
  private static final String ALIAS = "mixed";
  private static final int RUNS = Integer.getInteger("turnlock.interleavings", 150);
  private static final int ACTORS = 4;
  private static final Duration LEASE = Duration.ofSeconds(30);

  /** Records are kept in some four parts. */
  private static final StoreSettings SETTINGS = StoreSettings.STANDARD.with(LEASE).with(60);

  private final Seed seed = Seed.announce("LeaseInterleavingTest");

  private int overtaken;
  private int acknowledged;

  @Test
  void aLeaseThatCouldNotBeGivenBackDoesNotKeepItsOwnProcessWaiting() {
    AtomicBoolean away = new AtomicBoolean();
    FakeTime time = new FakeTime();
    RecordStore store =
        new DataRecordStore(
            new SteppedData()
                .seenBy(
                    () -> {
                      if (away.get()) {
                        throw new TokenException(TokenException.Reason.UNAVAILABLE, "away");
                      }
                    }),
            "outage",
            id -> false,
            time.settings(Duration.ofSeconds(30)));
    KeyId made;
    try (RecordLease lease = store.lease("outage")) {
      lease.commit(Records.first("outage", KeyId.random()));
      made = lease.newKeyId();
      away.set(true);
    }
    away.set(false);
    List<KeyId> removed = new ArrayList<>();
    try (RecordLease lease = store.lease("outage")) {
      lease.removeLeftovers(removed::add);
    }
    assertThat(removed).containsExactly(made);
    assertThat(time.elapsed()).isZero();
  }

  @Test
  void nothingThatWasUsedOrAcknowledgedIsLost() {
    for (int i = 0; i < RUNS; i++) {
      run(seed.forCase("interleaving", i), seed + " run " + i);
    }
    assertThat(overtaken).as("holders that were taken for dead").isGreaterThan(RUNS / 10);
    assertThat(acknowledged).isGreaterThan(RUNS);
  }

  private void run(Random random, String what) {
    SteppedData data = new SteppedData();
    Set<KeyId> keys = new HashSet<>();
    RecordShelf reader = new RecordShelf(data.seenBy(() -> {}), new FakeTime().settings(LEASE));
    Map<Integer, KeyId> used = new HashMap<>();
    List<Actor> actors = new ArrayList<>();
    for (int i = 0; i < ACTORS; i++) {
      actors.add(new Actor(what + " " + i, ALIAS, data, keys, SETTINGS));
    }
    List<Actor> running = new ArrayList<>(actors);
    while (!running.isEmpty()) {
      Actor next = running.get(random.nextInt(running.size()));
      for (int steps = 1 + random.nextInt(12); steps > 0 && !next.hasEnded(); steps--) {
        next.step();
        use(reader, keys, used, what);
      }
      data.nanos.addAndGet(random.nextInt(4) == 0 ? LEASE.toNanos() + 1 : 1_000_000);
      boolean dies = random.nextInt(40) == 0;
      if (next.hasEnded() || dies) {
        running.remove(next);
      }
    }
    Actor last = new Actor(what + " last", ALIAS, data, keys, SETTINGS);
    while (!last.hasEnded()) {
      data.nanos.addAndGet(LEASE.toNanos() / 4);
      last.step();
    }
    assertThat(last.failure()).as(what).isNull();
    ManagedKeyRecord end = reader.records(ALIAS).get(0).record().key().orElseThrow();
    used.forEach(
        (number, id) -> {
          assertThat(end.version(number))
              .as("%s, version %d that was used", what, number)
              .hasValueSatisfying(version -> assertThat(version.id()).isEqualTo(id));
          assertThat(keys).as("%s, key of version %d", what, number).contains(id);
        });
    for (Actor actor : actors) {
      assertThat(actor.failure()).as(actor.name).isNull();
      if (actor.acknowledged != null) {
        acknowledged++;
        assertThat(end.versions())
            .as("%s, acknowledged to %s", what, actor.name)
            .extracting(VersionRecord::id)
            .contains(actor.acknowledged.currentVersion().orElseThrow().id());
      }
    }
    overtaken += reader.records(ALIAS).get(0).record().isFenced() ? 1 : 0;
    assertThat(end.versions())
        .as(what)
        .allMatch(version -> version.standing() == Standing.ENABLED && keys.contains(version.id()));
  }

  /** Somebody reads the newest record and encrypts with its current version. */
  private static void use(
      RecordShelf reader, Set<KeyId> keys, Map<Integer, KeyId> used, String what) {
    List<RecordShelf.Kept> records = reader.records(ALIAS);
    if (records.isEmpty() || records.get(0).record().key().isEmpty()) {
      return;
    }
    VersionRecord current = records.get(0).record().key().get().currentVersion().orElseThrow();
    assertThat(keys).as("%s: current version %d", what, current.number()).contains(current.id());
    KeyId before = used.put(current.number(), current.id());
    assertThat(before == null || before.equals(current.id()))
        .as("%s: version %d is one key for ever", what, current.number())
        .isTrue();
  }
}
