// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.token.DataObjects;
import org.turnlock.token.KeyId;
import org.turnlock.token.TokenData;
import org.turnlock.token.TokenException;

/** What a store of records promises, in one process. */
abstract class RecordStoreContract {
  private static final String ALIAS = "Zahlungen/ключ";

  DataObjects data;
  private RecordStore store;

  /** The place where the records are kept. */
  abstract DataObjects place() throws Exception;

  /** A store there. */
  abstract RecordStore store(StoreSettings settings);

  @BeforeEach
  void openStore() throws Exception {
    data = place();
    store = another();
  }

  private RecordStore another() {
    return store(StoreSettings.STANDARD);
  }

  private ManagedKeyRecord create(String alias) {
    try (RecordLease lease = store.lease(alias)) {
      return lease.commit(Records.first(alias, lease.newKeyId()));
    }
  }

  @Test
  void dataObjectsAreFoundByApplicationAndLabel() {
    byte[] large = new byte[100_000];
    large[99_999] = 7;
    TokenData one = data.addData("turnlock test", "один", large);
    TokenData equal = data.addData("turnlock test", "один", new byte[] {1});
    data.addData("turnlock test", "other", new byte[0]);
    assertThat(data.data("turnlock test", "один"))
        .extracting(TokenData::value)
        .containsExactlyInAnyOrder(large, new byte[] {1});
    assertThat(data.data("turnlock test"))
        .extracting(TokenData::label)
        .containsExactlyInAnyOrder("один", "один", "other");
    data.destroy(one);
    data.destroy(one);
    assertThat(data.data("turnlock test", "один"))
        .singleElement()
        .satisfies(left -> assertThat(left.value()).isEqualTo(equal.value()));
    data.data("turnlock test").forEach(data::destroy);
    assertThat(data.data("turnlock test")).isEmpty();
  }

  @Test
  void whatOneCommitsAnotherFinds() {
    assertThat(another().find(ALIAS)).isEmpty();
    ManagedKeyRecord first = create(ALIAS);
    assertThat(another().find(ALIAS)).hasValueSatisfying(it -> assertSame(it, first));
    ManagedKeyRecord second;
    try (RecordLease lease = store.lease(ALIAS)) {
      assertThat(lease.record()).hasValueSatisfying(it -> assertSame(it, first));
      second = lease.commit(Records.rotated(first, lease.newKeyId()));
      assertThat(second.revision()).isGreaterThan(first.revision());
      second = lease.commit(second.toBuilder().description("twice under one lease").build());
    }
    ManagedKeyRecord last = second;
    assertThat(another().find(ALIAS)).hasValueSatisfying(it -> assertSame(it, last));
    assertThat(another().all())
        .filteredOn(it -> it.alias().equals(ALIAS))
        .singleElement()
        .satisfies(it -> assertSame(it, last));
    assertThat(Records.records(data, ALIAS)).hasSize(1);
    assertThat(Records.leases(data, ALIAS)).isEmpty();
    try (RecordLease lease = store.lease(ALIAS)) {
      lease.removeRecord();
      assertThat(lease.record()).isEmpty();
    }
    assertThat(another().find(ALIAS)).isEmpty();
    assertThat(Records.records(data, ALIAS)).isEmpty();
  }

  private static void assertSame(ManagedKeyRecord one, ManagedKeyRecord other) {
    assertThat(one).usingRecursiveComparison().isEqualTo(other);
  }

  @Test
  void aLeaseIsGivenToOneAtATime() throws Exception {
    ManagedKeyRecord first = create("alone");
    CompletableFuture<ManagedKeyRecord> other;
    try (RecordLease lease = store.lease("alone")) {
      other =
          CompletableFuture.supplyAsync(
              () -> {
                try (RecordLease second = another().lease("alone")) {
                  return second.commit(
                      Records.rotated(second.record().orElseThrow(), second.newKeyId()));
                }
              });
      lease.commit(Records.rotated(first, lease.newKeyId()));
      assertThat(other).isNotDone();
    }
    assertThat(other.get().current()).isEqualTo(3);
    assertThat(other.get().versions()).hasSize(3);
  }

  @Test
  void aKeyThatNoRecordOwnsIsHandedToTheNextHolder() {
    create("left");
    KeyId lost;
    try (RecordLease lease = store.lease("left")) {
      lost = lease.newKeyId();
    }
    assertThat(Records.leases(data, "left")).hasSize(1);
    List<KeyId> removed = new ArrayList<>();
    try (RecordLease lease = another().lease("left")) {
      assertThatThrownBy(
              () ->
                  lease.removeLeftovers(
                      id -> {
                        throw new IllegalStateException("not now");
                      }))
          .isInstanceOf(IllegalStateException.class);
    }
    try (RecordLease lease = another().lease("left")) {
      lease.removeLeftovers(removed::add);
      lease.removeLeftovers(removed::add);
    }
    assertThat(removed).containsExactly(lost);
    assertThat(Records.leases(data, "left")).isEmpty();
  }

  @Test
  void aRecordThatCannotBeReadIsRefusedByName() {
    create("damaged");
    create("whole");
    TokenData added = data.addData(RecordShelf.RECORDS, "damaged", new byte[] {0x30, 0});
    assertThatThrownBy(() -> store.find("damaged"))
        .isInstanceOfSatisfying(
            ManagedKeyException.class,
            e -> assertThat(e.reason()).isEqualTo(ManagedKeyException.Reason.DAMAGED))
        .hasMessageContaining("damaged");
    assertThatThrownBy(() -> store.lease("damaged")).isInstanceOf(ManagedKeyException.class);
    assertThat(store.all()).extracting(ManagedKeyRecord::alias).contains("whole");
    data.destroy(added);
    assertThat(store.find("damaged")).isPresent();
    assertThat(Records.leases(data, "damaged")).isEmpty();
  }

  @Test
  void aRevisionWithoutRoomAboveItIsSaidAtOnce() {
    RecordShelf shelf = new RecordShelf(data, StoreSettings.STANDARD);
    StoredValue record =
        shelf.add(
            new StoredRecord(
                "spent",
                Long.MAX_VALUE,
                WriterId.random(),
                StoredRecord.NOBODY_LATE,
                Optional.of(Records.first("spent", KeyId.random())),
                List.of(),
                List.of()));
    assertThat(store.find("spent")).isPresent();
    requireNoRoom("spent", store);
    shelf.remove(record);
    ManagedKeyRecord key = create("spent");
    Holders.foreign(data, "spent", Long.MAX_VALUE, KeyId.random());
    requireNoRoom("spent", store(new FakeTime().settings(Duration.ofSeconds(30))));
    assertThat(store.find("spent")).hasValueSatisfying(it -> assertSame(it, key));
    Records.leases(data, "spent").forEach(data::destroy);
    create("spent");
  }

  private static void requireNoRoom(String alias, RecordStore store) {
    assertThatThrownBy(() -> store.lease(alias))
        .isInstanceOfSatisfying(
            ManagedKeyException.class,
            e -> assertThat(e.reason()).isEqualTo(ManagedKeyException.Reason.DAMAGED))
        .hasMessageContainingAll(alias, "no room");
  }

  @Test
  void aContradictionIsNotWritten() {
    ManagedKeyRecord good = create("contradiction");
    try (RecordLease lease = store.lease("contradiction")) {
      assertThatThrownBy(() -> lease.commit(good.toBuilder().current(7).build()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("current version 7");
    }
    assertThat(store.find("contradiction")).hasValueSatisfying(it -> assertSame(it, good));
  }

  @Test
  void useIsToldOnceWhereverItIs() {
    ManagedKeyRecord key = create("used");
    Usage some = new Usage(3, 300, Instant.parse("2026-02-03T05:00:00Z"));
    RecordStore other = another();
    store.addUsage("used", 1, some);
    store.addUsage("used", 1, some);
    other.addUsage("used", 1, some);
    assertThat(Records.ledgers(data, "used")).as("two of each").hasSize(4);
    assertThat(store.toldUsage("used"))
        .containsExactly(new RecordStore.ToldUsage(1, new Usage(9, 900, some.last())));
    create("unused");
    assertThat(store.toldUsage(List.of("used", "unused")))
        .isEqualTo(Map.of("used", store.toldUsage("used"), "unused", List.of()));
    store.close();
    try (RecordLease lease = other.lease("used")) {
      key = lease.commit(Records.rotated(key, lease.newKeyId()));
      assertThat(key.version(1).orElseThrow().used()).isEqualTo(new Usage(6, 600, some.last()));
    }
    assertThat(Records.ledgers(data, "used")).hasSize(2);
    assertThat(other.toldUsage("used")).containsExactly(new RecordStore.ToldUsage(1, some));
    store.addUsage("used", 2, some);
    store.close();
    other.close();
    try (RecordLease lease = other.lease("used")) {
      key = lease.commit(lease.record().orElseThrow());
      assertThat(key.version(1).orElseThrow().used()).isEqualTo(new Usage(9, 900, some.last()));
      assertThat(key.version(2).orElseThrow().used()).isEqualTo(some);
    }
    assertThat(other.toldUsage("used")).isEmpty();
    assertThat(Records.ledgers(data, "used")).isEmpty();
  }

  /** As many versions as make a record of several parts. */
  static ManagedKeyRecord longer(ManagedKeyRecord key) {
    ManagedKeyRecord longer = key;
    while (longer.versions().size() < 100) {
      longer = Records.rotated(longer, KeyId.random());
    }
    return longer;
  }

  private List<TokenData> objects(String alias) {
    return data.data(RecordShelf.RECORDS, alias);
  }

  @Test
  void aLongRecordIsKeptInSmallParts() {
    ManagedKeyRecord first = create("long");
    ManagedKeyRecord second;
    try (RecordLease lease = store.lease("long")) {
      second = lease.commit(longer(first));
    }
    assertThat(another().find("long")).hasValueSatisfying(it -> assertSame(it, second));
    assertThat(another().all())
        .filteredOn(it -> it.alias().equals("long"))
        .singleElement()
        .satisfies(it -> assertSame(it, second));
    int parts = objects("long").size();
    assertThat(parts).isGreaterThan(2);
    assertThat(objects("long")).allMatch(it -> it.value().length < 2600);
    try (RecordLease lease = store.lease("long")) {
      lease.commit(second.toBuilder().description("again").build());
    }
    assertThat(objects("long")).as("none of the older ones").hasSize(parts);
    try (RecordLease lease = store.lease("long")) {
      lease.removeRecord();
    }
    assertThat(objects("long")).isEmpty();
  }

  @Test
  void aRecordThatLacksAPartIsRefusedAndOneThatWasNeverWholeIsNot() {
    ManagedKeyRecord first = create("parts");
    StoredRecord next =
        new StoredRecord(
            "parts",
            first.revision() + 1,
            WriterId.random(),
            StoredRecord.NOBODY_LATE,
            Optional.of(longer(first).toBuilder().revision(first.revision() + 1).build()),
            List.of(),
            List.of());
    RecordStore patient = store(new FakeTime().settings(Duration.ofSeconds(30)));
    StoredValue whole = new RecordShelf(data, StoreSettings.STANDARD).add(next);
    assertThat(patient.find("parts").orElseThrow().current()).isEqualTo(100);
    List<TokenData> parts = whole.objects();
    data.destroy(parts.get(1));
    assertThatThrownBy(() -> patient.find("parts"))
        .isInstanceOfSatisfying(
            ManagedKeyException.class,
            e -> assertThat(e.reason()).isEqualTo(ManagedKeyException.Reason.DAMAGED))
        .hasMessageContainingAll("parts", "missing");
    assertThat(patient.list().unreadable())
        .filteredOn(it -> it.alias().equals("parts"))
        .singleElement()
        .satisfies(it -> assertThat(it.owns(first.version(1).orElseThrow().id(), "")).isTrue());
    data.destroy(parts.get(0));
    assertThat(patient.find("parts")).hasValueSatisfying(it -> assertSame(it, first));
    assertThat(patient.list().unreadable()).noneMatch(it -> it.alias().equals("parts"));
    assertThat(objects("parts")).hasSizeGreaterThan(1);
    ManagedKeyRecord last = first;
    for (int i = 0; i < 2; i++) {
      try (RecordLease lease = patient.lease("parts")) {
        last = lease.commit(lease.record().orElseThrow().toBuilder().description("" + i).build());
      }
    }
    assertThat(Records.records(data, "parts")).as("what was left over has gone").hasSize(1);
    assertThat(last.versions()).hasSize(1);
  }

  @Test
  void theUseOfManyVersionsIsToldInParts() {
    ManagedKeyRecord key = create("many");
    try (RecordLease lease = store.lease("many")) {
      key = lease.commit(longer(key));
    }
    Usage some = new Usage(1, 10, Records.NOW);
    for (int version = 1; version <= 100; version++) {
      store.addUsage("many", version, some);
    }
    assertThat(data.data(RecordShelf.LEDGERS, "many")).hasSizeGreaterThan(2);
    assertThat(another().toldUsage("many")).hasSize(100).allMatch(it -> it.used().equals(some));
    store.close();
    try (RecordLease lease = another().lease("many")) {
      key = lease.commit(lease.record().orElseThrow());
    }
    assertThat(key.versions()).allMatch(version -> version.used().equals(some));
    assertThat(data.data(RecordShelf.LEDGERS, "many")).isEmpty();
  }

  @Test
  void whoEndsChangesWaitsForThoseThatGoOnAndLetsNoneBegin() throws Exception {
    create("ended");
    CountDownLatch ended = new CountDownLatch(1);
    Thread closing =
        new Thread(
            () -> {
              store.endChanges(Duration.ofMinutes(1));
              ended.countDown();
            });
    try (RecordLease lease = store.lease("ended")) {
      closing.start();
      while (closing.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      assertThatThrownBy(() -> store.lease("other"))
          .isInstanceOfSatisfying(
              TokenException.class,
              e -> assertThat(e.reason()).isEqualTo(TokenException.Reason.UNAVAILABLE))
          .hasMessageContaining("'other'");
      assertThat(ended.getCount()).isEqualTo(1);
      lease.commit(lease.record().orElseThrow());
    }
    assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(Records.leases(data, "ended")).isEmpty();
  }

  @Test
  void aLeaseThatNobodyTouchedForItsTimeIsTakenOver() {
    ManagedKeyRecord key = create("paused");
    FakeTime time = new FakeTime();
    StoreSettings settings = time.settings(Duration.ofSeconds(30));
    RecordStore waiting = store(settings);
    KeyId theirs = KeyId.random();
    Holders.foreign(data, "paused", key.revision() + 1, theirs);
    List<KeyId> removed = new ArrayList<>();
    try (RecordLease lease = waiting.lease("paused")) {
      assertThat(time.elapsed()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(32));
      assertThat(lease.record().orElseThrow().revision())
          .isGreaterThan(key.revision() + 1 + LeaseNote.REVISIONS);
      lease.removeLeftovers(removed::add);
    }
    assertThat(removed).containsExactly(theirs);
    assertThat(Records.leases(data, "paused")).isEmpty();
    assertThat(Records.records(data, "paused")).hasSize(1);
  }
}
