// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.RotationReport;
import org.turnlock.keys.SettableClock;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.RecordBuilder;
import org.turnlock.token.AttributeRules;
import org.turnlock.token.TokenException;
import org.turnlock.token.software.SoftwareToken;

/** When the scheduler looks, what it does then, and that it ends. No time passes here. */
class RotationSchedulerTest {
  private static final Instant BEGIN = SettableClock.BEGIN;
  private static final Duration DAY = Duration.ofDays(1);

  private final SettableClock clock = new SettableClock();

  /** Keys that are due at a time, and whose token may be away. */
  private class Keys implements DueKeys {
    private Instant due;
    private Instant then;
    private int runs;
    private boolean away;
    private boolean reachable = true;
    private Error broken;
    private Map<String, String> failed = Map.of();

    @Override
    public RotationReport rotateDue() {
      runs++;
      if (failed.isEmpty()) {
        due = then;
      }
      return new RotationReport(List.of("a"), List.of(), failed);
    }

    @Override
    public boolean isReachable() {
      return reachable;
    }

    @Override
    public Optional<Instant> nextDue() {
      if (!reachable) {
        throw new AssertionError("a token that is not logged in was asked");
      }
      if (broken != null) {
        throw broken;
      }
      if (away) {
        throw new TokenException(TokenException.Reason.UNAVAILABLE, "away");
      }
      return Optional.ofNullable(due);
    }
  }

  private RotationScheduler scheduler(DueKeys keys, Duration offset) {
    return new RotationScheduler(keys, clock, offset);
  }

  @Test
  void itSleepsUntilTheNextKeyIsDueAndNeverLong() {
    Keys keys = new Keys();
    RotationScheduler scheduler = scheduler(keys, Duration.ZERO);
    assertThat(scheduler.turn()).isEqualTo(RotationScheduler.LONGEST);
    keys.due = BEGIN.plus(DAY);
    assertThat(scheduler.turn()).isEqualTo(RotationScheduler.LONGEST);
    clock.set(BEGIN.plus(DAY).minusSeconds(7));
    assertThat(scheduler.turn()).isEqualTo(Duration.ofSeconds(7));
    assertThat(keys.runs).isZero();
    clock.set(BEGIN.plus(DAY));
    keys.then = clock.instant().plusSeconds(50);
    assertThat(scheduler.turn()).isEqualTo(Duration.ofSeconds(50));
    assertThat(keys.runs).isEqualTo(1);
  }

  @Test
  void itIsLateByItsOwnOffset() {
    Keys keys = new Keys();
    keys.due = BEGIN;
    RotationScheduler scheduler = scheduler(keys, Duration.ofSeconds(30));
    assertThat(scheduler.turn()).isEqualTo(Duration.ofSeconds(30));
    clock.set(BEGIN.plusSeconds(29));
    assertThat(scheduler.turn()).isEqualTo(Duration.ofSeconds(1));
    assertThat(keys.runs).isZero();
    clock.set(BEGIN.plusSeconds(30));
    scheduler.turn();
    assertThat(keys.runs).isEqualTo(1);
  }

  @Test
  void whatFailsIsTriedAgainAndAnOutageIsSurvived() {
    Keys keys = new Keys();
    keys.due = BEGIN;
    keys.failed = Map.of("a", "no room");
    RotationScheduler scheduler = scheduler(keys, Duration.ZERO);
    assertThat(scheduler.turn()).isEqualTo(RotationScheduler.RETRY);
    assertThat(scheduler.turn()).isEqualTo(RotationScheduler.RETRY);
    assertThat(keys.runs).isEqualTo(2);
    keys.away = true;
    assertThat(scheduler.turn()).isEqualTo(RotationScheduler.RETRY);
    keys.away = false;
    keys.failed = Map.of();
    assertThat(scheduler.turn()).isEqualTo(RotationScheduler.LONGEST);
    assertThat(keys.runs).isEqualTo(3);
  }

  @Test
  void anErrorOfSomebodysCodeDoesNotEndIt() {
    Keys keys = new Keys();
    keys.due = BEGIN;
    keys.broken = new NoClassDefFoundError("com/example/Authority");
    RotationScheduler scheduler = scheduler(keys, Duration.ZERO);
    assertThat(scheduler.turn()).isEqualTo(RotationScheduler.RETRY);
    keys.broken = null;
    scheduler.turn();
    assertThat(keys.runs).isEqualTo(1);
  }

  @Test
  void aTokenThatIsNotLoggedInIsLeftAlone() {
    Keys keys = new Keys();
    keys.due = BEGIN;
    keys.reachable = false;
    RotationScheduler scheduler = scheduler(keys, Duration.ZERO);
    assertThat(scheduler.turn()).isEqualTo(RotationScheduler.RETRY);
    assertThat(keys.runs).isZero();
    keys.reachable = true;
    scheduler.turn();
    assertThat(keys.runs).isEqualTo(1);
  }

  /** Its thread, asleep. */
  private static Thread asleep(RotationScheduler scheduler) throws InterruptedException {
    BlockingQueue<Thread> naps = new LinkedBlockingQueue<>();
    scheduler.start(
        (closed, nap) -> {
          naps.add(Thread.currentThread());
          closed.await();
          return true;
        });
    return Objects.requireNonNull(naps.poll(1, TimeUnit.MINUTES), "it did not begin");
  }

  @Test
  void itsThreadIsADaemonThatEndsWithItAndHoldsNothingOfWhoBeganIt() throws Exception {
    RotationScheduler scheduler = scheduler(new Keys(), Duration.ZERO);
    Thread thread = asleep(scheduler);
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getContextClassLoader()).isNull();
    scheduler.close();
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void closingEndsWhatHangs() throws Exception {
    BlockingQueue<Thread> hanging = new LinkedBlockingQueue<>();
    Keys keys =
        new Keys() {
          @Override
          public RotationReport rotateDue() {
            hanging.add(Thread.currentThread());
            LockSupport.park();
            return super.rotateDue();
          }
        };
    keys.due = BEGIN;
    RotationScheduler scheduler = scheduler(keys, Duration.ZERO);
    scheduler.start((closed, nap) -> closed.await(1, TimeUnit.MINUTES));
    Thread thread = Objects.requireNonNull(hanging.poll(1, TimeUnit.MINUTES), "it did not begin");
    scheduler.close(Duration.ofMillis(1));
    thread.join(TimeUnit.MINUTES.toMillis(1));
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void anInterruptedThreadEnds() throws Exception {
    RotationScheduler scheduler = scheduler(new Keys(), Duration.ZERO);
    Thread thread = asleep(scheduler);
    thread.interrupt();
    thread.join(TimeUnit.MINUTES.toMillis(1));
    assertThat(thread.isAlive()).isFalse();
    scheduler.close();
  }

  /** Over a real token: what was missed is done once, and what comes is planned from then. */
  @Test
  void missedRotationsAreMadeUpForOnce() {
    LifecycleFixture fixture =
        new LifecycleFixture(SoftwareToken.inMemory(AttributeRules.NONE, mechanism -> true));
    ManagedKeyInfo key =
        fixture.keys.create(LifecycleFixture.spec("AES").rotationPeriod(DAY).build());
    RotationScheduler scheduler =
        new RotationScheduler(fixture.keys, fixture.clock(), Duration.ZERO);
    assertThat(scheduler.turn()).isEqualTo(RotationScheduler.LONGEST);
    assertThat(fixture.keys.describe(key.alias()).current()).isEqualTo(1);
    fixture.pass(DAY.multipliedBy(5).plusHours(7));
    scheduler.turn();
    scheduler.turn();
    ManagedKeyInfo late = fixture.keys.describe(key.alias());
    assertThat(late.current()).isEqualTo(2);
    assertThat(late.nextRotation()).hasValue(fixture.now().plus(DAY));
    fixture.pass(DAY.plusHours(2));
    scheduler.turn();
    ManagedKeyInfo inTime = fixture.keys.describe(key.alias());
    assertThat(inTime.current()).isEqualTo(3);
    assertThat(inTime.nextRotation()).hasValue(late.nextRotation().get().plus(DAY));
    fixture.keys.disable(key.alias());
    fixture.pass(DAY.multipliedBy(2));
    assertThat(scheduler.turn()).isEqualTo(RotationScheduler.LONGEST);
    assertThat(fixture.keys.describe(key.alias()).nextRotation()).isEqualTo(inTime.nextRotation());
    fixture.keys.enable(key.alias());
    scheduler.turn();
    assertThat(fixture.keys.describe(key.alias()).current()).isEqualTo(4);
  }

  @Test
  void theNextDateKeepsToTheScheduleWhereTheRotationWasInTime() {
    ManagedKeyRecord key =
        new RecordBuilder("k", new ManagedKeyKind("AES", 256, ""), BEGIN)
            .state(KeyState.ENABLED)
            .rotation(DAY.multipliedBy(10), BEGIN)
            .build();
    Instant scheduled = BEGIN.plus(DAY.multipliedBy(10));
    assertThat(DueWork.next(key, BEGIN)).isEqualTo(scheduled);
    assertThat(DueWork.next(key, BEGIN.plus(DAY))).isEqualTo(scheduled);
    Instant late = BEGIN.plus(DAY).plusMillis(1);
    assertThat(DueWork.next(key, late)).isEqualTo(late.plus(DAY.multipliedBy(10)));
  }
}
