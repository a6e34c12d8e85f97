// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditEventBuilder;
import org.turnlock.audit.AuditOrigin;
import org.turnlock.audit.AuditSink;
import org.turnlock.audit.AuditUnavailableException;
import org.turnlock.audit.Auditor.Reservation;
import org.turnlock.audit.delivery.SinkRule.Demand;

/** Sinks get every event, and what is wrong with one harms nobody else. */
@Timeout(60)
class AuditDeliveryTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final AuditDelivery delivery =
      new AuditDelivery(new AuditOrigin("i", "host", 1, "app", "Turnlock", "label", "serial"));

  @AfterEach
  void close() {
    delivery.close();
  }

  /** Keeps what it gets, as soon as it is let. */
  private static final class Kept implements AuditSink {
    private final String name;
    private final List<AuditEvent> events = new ArrayList<>();
    private final Semaphore let;
    private volatile Throwable broken;
    private volatile boolean ended;

    Kept(String name) {
      this(name, Integer.MAX_VALUE);
    }

    Kept(String name, int let) {
      this.name = name;
      this.let = new Semaphore(let);
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void accept(AuditEvent event) throws Exception {
      let.acquire();
      Throwable now = broken;
      if (now instanceof Error error) {
        throw error;
      } else if (now instanceof Exception exception) {
        throw exception;
      }
      synchronized (events) {
        events.add(event);
      }
    }

    @Override
    public void close() {
      ended = true;
    }

    List<AuditEvent> events() {
      synchronized (events) {
        return List.copyOf(events);
      }
    }

    List<AuditAction> actions() {
      return events().stream().map(AuditEvent::action).toList();
    }
  }

  private Reservation reserve() {
    return delivery.reserve(AuditAction.ENCRYPT);
  }

  private void tell() {
    reserve().tell(new AuditEventBuilder(AuditAction.ENCRYPT, Instant.EPOCH));
  }

  private static SinkRule required(int capacity, Duration patience) {
    return new SinkRule(Demand.CLOSED, capacity, patience, LONG);
  }

  @Test
  void whatIsToldByManyThreadsAtOnceReachesEverySinkOnce() throws Exception {
    Kept must = new Kept("must");
    Kept may = new Kept("may");
    delivery.add(must, required(16, LONG));
    delivery.add(may, new SinkRule(Demand.BESIDES, 100_000, LONG, LONG));
    int threads = 8;
    int each = 2000;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(
            pool.submit(
                () -> {
                  for (int j = 0; j < each; j++) {
                    tell();
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(delivery.flush(LONG)).isTrue();
    assertThat(must.events()).extracting(AuditEvent::number).doesNotHaveDuplicates();
    assertThat(must.events()).hasSize(threads * each);
    assertThat(may.events()).containsExactlyInAnyOrderElementsOf(must.events());
  }

  @Test
  void aSlowSinkThatNobodyWaitsForMissesEventsAndIsToldHowMany() throws Exception {
    Kept slow = new Kept("slow", 0);
    Kept quick = new Kept("quick");
    delivery.add(slow, new SinkRule(Demand.BESIDES, 4, LONG, LONG));
    delivery.add(quick, required(1000, LONG));
    for (int i = 0; i < 10; i++) {
      tell();
    }
    slow.let.release(Integer.MAX_VALUE);
    assertThat(delivery.flush(LONG)).isTrue();
    tell();
    assertThat(delivery.flush(LONG)).isTrue();
    assertThat(delivery.flush(LONG)).isTrue();
    long missed = 0;
    for (AuditEvent event : quick.events()) {
      if (event.action() == AuditAction.AUDIT_GAP) {
        assertThat(event.parameters()).containsEntry("sink", "slow");
        missed += Long.parseLong(event.parameters().get("missedEvents"));
      }
    }
    assertThat(missed).isEqualTo(quick.events().size() - slow.events().size()).isPositive();
    assertThat(slow.actions()).contains(AuditAction.AUDIT_GAP);
  }

  @Test
  void aFailingRequiredSinkEndsTheUseOfKeysUntilItTakesEventsAgain() throws Exception {
    Kept must = new Kept("must");
    delivery.add(must, required(8, LONG));
    must.broken = new java.io.IOException("no space left");
    tell();
    assertThatThrownBy(
            () -> {
              while (true) {
                reserve().cancel();
              }
            })
        .isInstanceOf(AuditUnavailableException.class)
        .hasMessageContainingAll("'must'", "no space left", "auditFailOpen");
    must.broken = null;
    assertThat(delivery.flush(LONG)).isTrue();
    tell();
    assertThat(delivery.flush(LONG)).isTrue();
    assertThat(must.actions())
        .containsExactlyInAnyOrder(AuditAction.ENCRYPT, AuditAction.AUDIT_GAP, AuditAction.ENCRYPT);
    assertThat(must.events())
        .filteredOn(event -> event.action() == AuditAction.AUDIT_GAP)
        .allMatch(event -> event.parameters().get("refusedUses").equals("1"))
        .allMatch(event -> event.parameters().get("missedEvents").equals("0"));
  }

  @Test
  void aRequiredSinkThatIsTooSlowIsWaitedForAndThenRefuses() {
    Kept must = new Kept("must", 0);
    delivery.add(must, required(2, Duration.ofMillis(50)));
    Reservation first = reserve();
    Reservation second = reserve();
    assertThatThrownBy(this::reserve)
        .isInstanceOf(AuditUnavailableException.class)
        .hasMessageContainingAll("'must'", "too slow", "2 events");
    first.cancel();
    second.cancel();
  }

  @Test
  void roomThatIsNotNeededIsGivenBack() {
    Kept must = new Kept("must");
    Kept other = new Kept("other");
    delivery.add(must, required(1, Duration.ofMillis(50)));
    reserve().cancel();
    reserve().cancel();
    delivery.add(other, required(1, Duration.ofMillis(50)));
    Reservation only = reserve();
    assertThatThrownBy(this::reserve).isInstanceOf(AuditUnavailableException.class);
    only.cancel();
    assertThat(must.events()).isEmpty();
  }

  @Test
  void aSinkMayThrowAnythingWithoutHarmToOthers() throws Exception {
    Kept broken = new Kept("broken");
    broken.broken = new NoClassDefFoundError("com/example/Log");
    Kept must = new Kept("must");
    delivery.add(broken, SinkRule.besides());
    delivery.add(must, SinkRule.mandatory());
    tell();
    tell();
    assertThat(delivery.flush(LONG)).isTrue();
    assertThat(must.actions()).containsExactly(AuditAction.ENCRYPT, AuditAction.ENCRYPT);
    assertThat(broken.events()).isEmpty();
  }

  @Test
  void theEndDoesNotWaitForASinkThatHangs() throws Exception {
    Kept hanging = new Kept("hanging", 0);
    Kept good = new Kept("good");
    delivery.add(hanging, new SinkRule(Demand.CLOSED, 8, LONG, Duration.ofMillis(50)));
    delivery.add(good, required(8, LONG));
    tell();
    delivery.close();
    assertThat(good.actions()).containsExactly(AuditAction.ENCRYPT);
    assertThat(good.ended).isTrue();
    assertThatThrownBy(this::reserve)
        .isInstanceOf(AuditUnavailableException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> delivery.add(good)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theEndDoesNotWaitForASinkThatDoesNotClose() {
    CountDownLatch never = new CountDownLatch(1);
    delivery.add(
        new AuditSink() {
          @Override
          public String name() {
            return "closing";
          }

          @Override
          public void accept(AuditEvent event) {}

          @Override
          public void close() {
            try {
              never.await();
            } catch (InterruptedException givenUp) {
              Thread.currentThread().interrupt();
            }
          }
        },
        new SinkRule(Demand.CLOSED, 10, LONG, Duration.ofMillis(50)));
    tell();
    long began = System.nanoTime();
    delivery.close();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONG);
  }

  /** Else each event would lead to another, for ever; and who must be waited for would wait. */
  @Test
  void aSinkThatUsesKeysIsNotToldOfThatButAllOthersAre() throws Exception {
    Kept other = new Kept("other");
    List<AuditAction> own = new ArrayList<>();
    delivery.add(other, SinkRule.mandatory());
    delivery.add(
        new AuditSink() {
          @Override
          public String name() {
            return "using";
          }

          @Override
          public void accept(AuditEvent event) {
            own.add(event.action());
            delivery
                .reserve(AuditAction.SIGN)
                .tell(new AuditEventBuilder(AuditAction.SIGN, Instant.EPOCH));
            delivery.tell(new AuditEventBuilder(AuditAction.CHOOSE_KEY, Instant.EPOCH));
          }
        },
        new SinkRule(Demand.CLOSED, 2, Duration.ofSeconds(1), LONG));
    for (int i = 0; i < 20; i++) {
      tell();
    }
    assertThat(delivery.flush(LONG)).isTrue();
    assertThat(delivery.flush(LONG)).isTrue();
    assertThat(own).hasSize(20).containsOnly(AuditAction.ENCRYPT);
    assertThat(other.events)
        .hasSize(60)
        .filteredOn(it -> it.action() == AuditAction.SIGN)
        .hasSize(20);
  }

  @Test
  void oneNameIsOneSinkAndARemovedOneHasHadWhatWaited() {
    Kept first = new Kept("same");
    delivery.add(first);
    assertThatThrownBy(() -> delivery.add(new Kept("same")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'same'");
    tell();
    assertThat(delivery.remove("same")).isTrue();
    assertThat(delivery.remove("same")).isFalse();
    assertThat(first.actions()).containsExactly(AuditAction.ENCRYPT);
    assertThat(first.ended).isTrue();
    tell();
    assertThat(first.events()).hasSize(1);
  }

  @Test
  void anInterruptIsLeftForTheCallerAndNoEventIsLost() throws Exception {
    Kept must = new Kept("must", 0);
    delivery.add(must, required(1, LONG));
    tell();
    CountDownLatch begun = new CountDownLatch(1);
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Future<Boolean> interrupted =
          pool.submit(
              () -> {
                Thread.currentThread().interrupt();
                begun.countDown();
                tell();
                return Thread.interrupted();
              });
      begun.await();
      must.let.release(2);
      assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      pool.shutdownNow();
    }
    assertThat(delivery.flush(LONG)).isTrue();
    assertThat(must.events()).hasSize(2);
  }

  /** No event comes while keys are refused: nothing else would have it tried again. */
  @Test
  void whatARequiredSinkCouldNotKeepIsTriedAgainWithoutAnyMoreEvents() throws Exception {
    Semaphore room = new Semaphore(0);
    AuditSink full =
        new AuditSink() {
          @Override
          public String name() {
            return "full";
          }

          @Override
          public void accept(AuditEvent event) {}

          @Override
          public void flush() throws java.io.IOException {
            if (room.availablePermits() == 0) {
              throw new java.io.IOException("no space left");
            }
          }
        };
    delivery.add(full, required(8, LONG));
    tell();
    assertThatThrownBy(
            () -> {
              while (true) {
                delivery.reserve(AuditAction.ENCRYPT).cancel();
              }
            })
        .isInstanceOf(AuditUnavailableException.class)
        .hasMessageContaining("no space left");
    room.release();
    while (true) {
      try {
        delivery.reserve(AuditAction.ENCRYPT).cancel();
        break;
      } catch (AuditUnavailableException notYet) {
        Thread.onSpinWait();
      }
    }
  }
}
