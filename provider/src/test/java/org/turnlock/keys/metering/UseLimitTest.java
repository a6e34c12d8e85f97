// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.turnlock.contract.support.Seed;
import org.turnlock.keys.KeyOrigin;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.SettableClock;
import org.turnlock.keys.UseLimits;
import org.turnlock.keys.directory.SeenRecord;
import org.turnlock.keys.directory.VersionMeter;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.MemoryRecordStore;
import org.turnlock.keys.record.RecordBuilder;
import org.turnlock.keys.record.RecordLease;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.keys.record.Usage;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenException;

/** How several processes count the use of a version, each of them one meter here. */
class UseLimitTest {
  private static final String ALIAS = "payments";

  private final Seed seed = Seed.announce("UseLimitTest");
  private final CountingStore store = new CountingStore();
  private final SettableClock clock = new SettableClock();
  private long reading = 1;

  /** Counts what would be calls of the token, and fails as a token does that is away. */
  private static final class CountingStore implements RecordStore {
    private final MemoryRecordStore store = new MemoryRecordStore();
    private int calls;
    private boolean away;

    private RecordStore store() {
      calls++;
      if (away) {
        throw new TokenException(TokenException.Reason.UNAVAILABLE, "away");
      }
      return store;
    }

    @Override
    public List<ManagedKeyRecord> all() {
      return store().all();
    }

    @Override
    public java.util.Optional<ManagedKeyRecord> find(String alias) {
      return store().find(alias);
    }

    @Override
    public RecordLease lease(String alias) {
      return store().lease(alias);
    }

    @Override
    public void addUsage(String alias, int version, Usage used) {
      store().addUsage(alias, version, used);
    }

    @Override
    public List<ToldUsage> toldUsage(String alias) {
      return store().toldUsage(alias);
    }
  }

  private SeenRecord key(UseLimits limits) {
    VersionRecord version =
        new VersionRecord(
            1,
            KeyId.random(),
            VersionRecord.Standing.ENABLED,
            KeyOrigin.GENERATED,
            clock.instant(),
            Usage.NONE);
    return write(
        new RecordBuilder(ALIAS, new ManagedKeyKind("AES", 256, ""), clock.instant())
            .state(KeyState.ENABLED)
            .usages(Set.of(KeyUsage.ENCRYPT, KeyUsage.DECRYPT))
            .limits(limits)
            .version(version)
            .current(1)
            .build());
  }

  private SeenRecord write(ManagedKeyRecord record) {
    try (RecordLease lease = store.store.lease(ALIAS)) {
      return new SeenRecord(lease.commit(record), reading++);
    }
  }

  private SeenRecord readAgain(SeenRecord before) {
    return new SeenRecord(before.record(), reading++);
  }

  private TokenUseMeter process() {
    return new TokenUseMeter(store, clock, Runnable::run);
  }

  private static VersionMeter of(TokenUseMeter process, SeenRecord key) {
    return process.of(ALIAS, key.record().version(1).orElseThrow());
  }

  private Usage told() {
    return store.store.toldUsage(ALIAS).stream()
        .map(RecordStore.ToldUsage::used)
        .reduce(Usage.NONE, Usage::plus);
  }

  private static boolean encrypts(VersionMeter meter, long bytes, SeenRecord key) {
    try {
      meter.count(KeyUsage.ENCRYPT, bytes, key);
      return true;
    } catch (ManagedKeyException e) {
      assertThat(e.reason()).isEqualTo(Reason.LIMIT);
      return false;
    }
  }

  @Test
  void neverIsMoreUsedThanIsToldNorMoreToldThanTheLimitWhoeverDies() {
    for (int round = 0; round < 60; round++) {
      Random random = seed.forCase("deaths", round);
      long most = 1L + random.nextInt(round % 2 == 0 ? 20 : 5000);
      long mostBytes = round % 3 == 0 ? UseLimits.UNLIMITED : most * 50;
      SeenRecord key = key(new UseLimits(most, mostBytes));
      long earlier = told().uses();
      long earlierBytes = told().bytes();
      key = write(key.record().toBuilder().limits(key.record().limits()).build());
      List<TokenUseMeter> processes = new ArrayList<>(List.of(process(), process(), process()));
      long used = 0;
      long bytes = 0;
      for (int step = 0; step < 400; step++) {
        int which = random.nextInt(processes.size());
        int size = random.nextInt(100);
        if (random.nextInt(100) == 0) {
          processes.set(which, process());
        } else if (random.nextInt(100) == 0) {
          processes.get(which).close();
          processes.set(which, process());
        } else if (earlier == 0 && encrypts(of(processes.get(which), key), size, key)) {
          used++;
          bytes += size;
        }
        assertThat(used).as("%s round %d", seed, round).isLessThanOrEqualTo(told().uses());
        assertThat(told().uses() - earlier).isLessThanOrEqualTo(most);
        if (mostBytes != UseLimits.UNLIMITED) {
          assertThat(bytes).isLessThanOrEqualTo(told().bytes());
          assertThat(told().bytes() - earlierBytes).isLessThanOrEqualTo(mostBytes);
        }
      }
      assertThat(used).as("%s round %d", seed, round).isPositive();
      forget();
    }
  }

  private void forget() {
    Usage all = told();
    store.store.addUsage(ALIAS, 1, new Usage(-all.uses(), -all.bytes(), all.last()));
  }

  @Test
  void whoEndsInOrderHasToldExactlyWhatItUsed() {
    SeenRecord key = key(new UseLimits(1 << 20, UseLimits.UNLIMITED));
    TokenUseMeter process = process();
    for (int i = 0; i < 1000; i++) {
      of(process, key).count(KeyUsage.ENCRYPT, 7, key);
      of(process, key).count(KeyUsage.DECRYPT, 7, key);
    }
    assertThat(told().uses()).isGreaterThan(1000);
    process.close();
    assertThat(told().uses()).isEqualTo(1000);
    assertThat(told().bytes()).isEqualTo(7000);
    assertThat(told().last()).isEqualTo(clock.instant());
    assertThatThrownBy(() -> of(process, key).count(KeyUsage.ENCRYPT, 1, key))
        .isInstanceOf(TokenException.class)
        .hasMessageContaining("closed");
  }

  /** The certificate's issuer may hang, and hang with it would whoever needs the key. */
  @Test
  void whoHasNothingToGoOnWithDoesNotWaitForEverForAnothersRotation() throws Exception {
    Succession succession = new Succession(ALIAS, 1, Duration.ofMillis(1));
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    LimitRotation rotation =
        (alias, expected) -> {
          hanging.countDown();
          awaitEnd(over);
          return expected + 1;
        };
    Thread first = new Thread(() -> succession.arrange(rotation, true));
    first.start();
    hanging.await();
    assertThat(succession.arrange(rotation, true)).isFalse();
    assertThat(succession.arrange(rotation, false)).isFalse();
    over.countDown();
    first.join();
    assertThat(succession.arrange(rotation, true)).isTrue();
  }

  private static void awaitEnd(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aBusyTokenKeepsNoUseWaiting() {
    SeenRecord key = key(UseLimits.NONE);
    List<Runnable> later = new ArrayList<>();
    TokenUseMeter process = new TokenUseMeter(store, clock, later::add);
    of(process, key).count(KeyUsage.ENCRYPT, 1, key);
    clock.pass(Duration.ofMinutes(2));
    int before = store.calls;
    SeenRecord again = readAgain(key);
    of(process, again).count(KeyUsage.ENCRYPT, 1, again);
    assertThat(store.calls).isEqualTo(before);
    assertThat(told().uses()).isEqualTo(1);
    later.forEach(Runnable::run);
    assertThat(told().uses()).isEqualTo(2);
  }

  @Test
  void inAMillionUsesTheTokenIsAskedAFewTimes() {
    SeenRecord key = key(UseLimits.RANDOM_IVS);
    VersionMeter meter = of(process(), key);
    for (int i = 0; i < 1_000_000; i++) {
      assertThat(meter.admits(key)).isTrue();
      meter.count(KeyUsage.ENCRYPT, 16, key);
    }
    assertThat(store.calls).isLessThan(4 * 20);
    SeenRecord free = key(UseLimits.NONE);
    VersionMeter unlimited = of(process(), free);
    store.calls = 0;
    for (int i = 0; i < 100_000; i++) {
      unlimited.count(KeyUsage.SIGN, 16, free);
    }
    assertThat(store.calls).isEqualTo(1);
  }

  @Test
  void useWithoutALimitIsToldOnceAMinuteAndItsDateToo() {
    SeenRecord key = key(UseLimits.NONE);
    TokenUseMeter process = process();
    VersionMeter meter = of(process, key);
    Instant begin = clock.instant();
    meter.count(KeyUsage.SIGN, 5, key);
    assertThat(told()).isEqualTo(new Usage(1, 5, begin));
    for (int i = 0; i < 11; i++) {
      clock.pass(Duration.ofSeconds(5));
      key = readAgain(key);
      meter.count(KeyUsage.SIGN, 5, key);
    }
    assertThat(told()).isEqualTo(new Usage(1, 5, begin));
    clock.pass(Duration.ofSeconds(5));
    meter.count(KeyUsage.VERIFY, 5, readAgain(key));
    assertThat(told()).isEqualTo(new Usage(12, 60, begin.plusSeconds(60)));
    meter.count(KeyUsage.SIGN, 5, key);
    process.close();
    assertThat(told().uses()).isEqualTo(13);
  }

  @Test
  void theKeyIsRotatedASixteenthBeforeTheLimitAndWhatHasBegunGoesOnToIt() {
    SeenRecord key = key(new UseLimits(160, UseLimits.UNLIMITED));
    TokenUseMeter process = process();
    List<String> rotated = new ArrayList<>();
    process.rotateBy(
        (alias, expected) -> {
          rotated.add(alias + "@" + expected);
          return expected + 1;
        });
    VersionMeter meter = of(process, key);
    int used = 0;
    while (meter.admits(key)) {
      meter.count(KeyUsage.ENCRYPT, 1, key);
      used++;
    }
    assertThat(used).isBetween(140, 150);
    assertThat(rotated).containsExactly("payments@1");
    assertThat(meter.admits(key)).isFalse();
    assertThat(rotated).hasSize(1);
    while (encrypts(meter, 1, key)) {
      used++;
    }
    assertThat(used).isEqualTo(160);
    assertThat(told().uses()).isEqualTo(160);
    assertThatThrownBy(() -> meter.count(KeyUsage.ENCRYPT, 1, key))
        .hasMessageContaining("version 1 of key 'payments'")
        .hasMessageContaining("160 uses")
        .hasMessageContaining("initialise again");
    meter.count(KeyUsage.DECRYPT, 1, key);
  }

  @Test
  void anotherProcessWasFaster() {
    SeenRecord key = key(new UseLimits(3, UseLimits.UNLIMITED));
    TokenUseMeter other = process();
    while (encrypts(of(other, key), 1, key)) {}
    TokenUseMeter process = process();
    process.rotateBy((alias, expected) -> expected + 1);
    assertThat(of(process, key).admits(key)).isFalse();
  }

  @Test
  void aRotationThatHasNotHappenedIsTriedAgain() {
    SeenRecord key = key(new UseLimits(160, UseLimits.UNLIMITED));
    TokenUseMeter process = process();
    AtomicInteger tries = new AtomicInteger();
    process.rotateBy((alias, expected) -> expected + tries.getAndIncrement());
    VersionMeter meter = of(process, key);
    int used = 0;
    while (meter.admits(key)) {
      meter.count(KeyUsage.ENCRYPT, 1, key);
      used++;
    }
    assertThat(tries).hasValue(2);
    assertThat(used).isLessThan(160);
  }

  @Test
  void anIssuerThatUsesTheVeryKeyGoesOnWithIt() {
    SeenRecord key = key(new UseLimits(160, UseLimits.UNLIMITED));
    TokenUseMeter process = process();
    VersionMeter meter = of(process, key);
    AtomicInteger depth = new AtomicInteger();
    process.rotateBy(
        (alias, expected) -> {
          assertThat(depth.incrementAndGet()).isEqualTo(1);
          assertThat(meter.admits(key)).isTrue();
          return expected + 1;
        });
    while (meter.admits(key)) {
      meter.count(KeyUsage.SIGN, 1, key);
    }
    assertThat(depth).hasValue(1);
  }

  @Test
  void withoutASuccessorTheRestIsUsedAndThenTheRefusalSaysWhatToDo() {
    SeenRecord key = key(new UseLimits(160, UseLimits.UNLIMITED));
    TokenUseMeter process = process();
    AtomicInteger tries = new AtomicInteger();
    process.rotateBy(
        (alias, expected) -> {
          tries.incrementAndGet();
          throw new ManagedKeyException(Reason.UNSUPPORTED, "its current version was imported");
        });
    VersionMeter meter = of(process, key);
    for (int i = 0; i < 160; i++) {
      assertThat(meter.admits(key)).isTrue();
      meter.count(KeyUsage.ENCRYPT, 1, key);
    }
    assertThat(tries).hasValue(1);
    assertThatThrownBy(() -> meter.admits(key))
        .isInstanceOfSatisfying(
            ManagedKeyException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT))
        .hasMessageContaining("imported")
        .hasMessageContaining("raise its limit");
    SeenRecord raised =
        write(key.record().toBuilder().limits(new UseLimits(1000, UseLimits.UNLIMITED)).build());
    assertThat(meter.admits(raised)).isTrue();
    meter.count(KeyUsage.ENCRYPT, 1, raised);
  }

  @Test
  void bytesAreLimitedTooAndAnInputLargerThanAnyVersionMayDoDoesNotRotate() {
    SeenRecord key = key(new UseLimits(UseLimits.UNLIMITED, 1000));
    TokenUseMeter process = process();
    List<String> rotated = new ArrayList<>();
    process.rotateBy(
        (alias, expected) -> {
          rotated.add(alias);
          return expected + 1;
        });
    VersionMeter meter = of(process, key);
    assertThatThrownBy(() -> meter.count(KeyUsage.ENCRYPT, 1001, key))
        .hasMessageContaining("an input of 1001 bytes");
    assertThat(meter.admits(key)).isTrue();
    assertThat(encrypts(meter, 700, key)).isTrue();
    assertThat(meter.admits(key)).isTrue();
    assertThat(encrypts(meter, 700, key)).isFalse();
    assertThat(meter.admits(key)).isFalse();
    assertThat(rotated).hasSize(1);
    assertThat(encrypts(meter, 300, key)).isTrue();
  }

  @Test
  void aLimitThatIsSetLaterCountsWhatWasBefore() {
    SeenRecord key = key(UseLimits.NONE);
    TokenUseMeter process = process();
    VersionMeter meter = of(process, key);
    for (int i = 0; i < 100; i++) {
      meter.count(KeyUsage.ENCRYPT, 1, key);
    }
    SeenRecord limited =
        write(key.record().toBuilder().limits(new UseLimits(103, UseLimits.UNLIMITED)).build());
    int more = 0;
    while (encrypts(meter, 1, limited)) {
      more++;
    }
    assertThat(more).isEqualTo(3);
    SeenRecord free = write(key.record());
    for (int i = 0; i < 10; i++) {
      meter.count(KeyUsage.ENCRYPT, 1, free);
    }
    process.close();
    assertThat(told().uses()).isEqualTo(113);
    assertThat(told().bytes()).isEqualTo(113);
  }

  @Test
  void aUseThatBeganBeforeALimitWasSetDoesNotLiftItAgain() {
    SeenRecord before = key(UseLimits.NONE);
    VersionMeter meter = of(process(), before);
    SeenRecord limited =
        write(before.record().toBuilder().limits(new UseLimits(2, UseLimits.UNLIMITED)).build());
    assertThat(encrypts(meter, 1, limited)).isTrue();
    assertThat(encrypts(meter, 1, before)).isTrue();
    assertThat(encrypts(meter, 1, before)).isFalse();
    assertThat(encrypts(meter, 1, limited)).isFalse();
  }

  @Test
  void aTokenThatIsAwayIsAskedAgainAndWhatWasAnnouncedIsNotForgotten() {
    SeenRecord key = key(new UseLimits(100, UseLimits.UNLIMITED));
    VersionMeter meter = of(process(), key);
    store.away = true;
    assertThat(meter.admits(key)).isTrue();
    assertThatThrownBy(() -> meter.count(KeyUsage.ENCRYPT, 1, key))
        .isInstanceOf(TokenException.class);
    store.away = false;
    int used = 0;
    while (encrypts(meter, 1, key)) {
      used++;
    }
    assertThat(used).isEqualTo(100);
    assertThat(told().uses()).isEqualTo(100);
  }
}
