// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditError;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditEventBuilder;
import org.turnlock.audit.AuditKind;
import org.turnlock.audit.AuditOrigin;
import org.turnlock.audit.AuditOutcome;
import org.turnlock.audit.AuditSink;
import org.turnlock.audit.AuditUnavailableException;
import org.turnlock.audit.AuditedKey;
import org.turnlock.audit.Auditor.Reservation;
import org.turnlock.audit.KeptEvents;
import org.turnlock.audit.delivery.SinkRule.Demand;

/** Successful uses are summed up, sampled or left out; nothing else ever is, and no use is lost. */
@Timeout(60)
class UseRulesTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final KeptEvents kept = new KeptEvents();

  private AuditDelivery delivery(UseRules rules) {
    AuditDelivery delivery =
        new AuditDelivery(
            new AuditOrigin("i", "host", 1, "app", "Turnlock", "label", "serial"), rules);
    delivery.add(kept, SinkRule.mandatory());
    return delivery;
  }

  private static AuditEventBuilder event(AuditAction action, String principal, int version) {
    return new AuditEventBuilder(action, Instant.ofEpochSecond(version))
        .principal(principal)
        .key(new AuditedKey("k", version, "id" + version))
        .bytes(100, 116)
        .took(5, 2);
  }

  private static void tell(AuditDelivery delivery, AuditEventBuilder event) {
    delivery.reserve(event.action()).tell(event);
  }

  @ParameterizedTest
  @EnumSource(AuditAction.class)
  void whatIsRefusedAndAllButUsesIsToldWhateverTheRules(AuditAction action) throws Exception {
    List<UseRules> all =
        List.of(
            UseRules.none(),
            UseRules.summedUp(EnumSet.allOf(AuditAction.class), NEVER),
            UseRules.each(EnumSet.allOf(AuditAction.class), Map.of()));
    for (UseRules rules : all) {
      try (AuditDelivery delivery = delivery(rules)) {
        AuditError error = new AuditError("T", "R", "", "m");
        tell(delivery, event(action, "p", 1).failed(AuditOutcome.REFUSED, error));
        tell(delivery, event(action, "p", 1).failed(AuditOutcome.FAILED, error));
        tell(delivery, event(action, "p", 1));
        assertThat(kept.takeAll(delivery))
            .filteredOn(event -> event.action() == action)
            .hasSize(action.kind() == AuditKind.USE && action != AuditAction.SUMMARY ? 2 : 3);
      }
    }
  }

  @Test
  void aSummaryIsOneForEachKeyVersionPrincipalAndUse() throws Exception {
    AuditDelivery delivery = delivery(UseRules.summedUp(Set.of(AuditAction.VERIFY), NEVER));
    Instant before = Instant.now().minus(LONG);
    for (int i = 0; i < 3; i++) {
      tell(delivery, event(AuditAction.ENCRYPT, "a", 1));
      tell(delivery, event(AuditAction.ENCRYPT, "b", 1));
      tell(delivery, event(AuditAction.ENCRYPT, "a", 2));
      tell(delivery, event(AuditAction.DECRYPT, "a", 1));
      tell(delivery, event(AuditAction.VERIFY, "a", 1));
    }
    List<AuditEvent> events = kept.takeAll(delivery);
    assertThat(events).hasSize(4);
    for (AuditEvent event : events) {
      assertThat(event.action()).isEqualTo(AuditAction.SUMMARY);
      assertThat(event.parameters()).containsEntry("count", "3");
      assertThat(List.of(event.time(), Instant.parse(event.parameters().get("lastTime"))))
          .isSorted()
          .allMatch(time -> !time.isBefore(before) && !time.isAfter(Instant.now().plus(LONG)));
      assertThat(List.of(event.inputBytes(), event.outputBytes())).containsExactly(300L, 348L);
      assertThat(event.durationNanos()).isEqualTo(15);
      assertThat(event.tokenCalls()).isEqualTo(6);
    }
    assertThat(events)
        .extracting(
            event ->
                event.parameters().get("summaryOf")
                    + event.principal()
                    + event.key().orElseThrow().version())
        .containsExactlyInAnyOrder("Encrypta1", "Encryptb1", "Encrypta2", "Decrypta1");
    delivery.close();
  }

  @Test
  void soManyDifferentUsesThatMemoryWouldSufferAreToldByThemselves() throws Exception {
    AuditDelivery delivery = delivery(UseRules.summedUp(Set.of(), NEVER));
    for (int i = 0; i < 4003; i++) {
      tell(delivery, event(AuditAction.ENCRYPT, "principal" + i, 1));
    }
    tell(delivery, event(AuditAction.ENCRYPT, "principal7", 1));
    List<AuditEvent> events = kept.takeAll(delivery);
    assertThat(events).filteredOn(it -> it.action() == AuditAction.ENCRYPT).hasSize(3);
    assertThat(events).filteredOn(it -> it.action() == AuditAction.SUMMARY).hasSize(4000);
    delivery.close();
  }

  /** Uses go on while the delivery is flushed and closed: each is either summed up or refused. */
  @Test
  void noUseIsLostAtTheEndOfAStorm() throws Exception {
    AuditDelivery delivery = delivery(UseRules.summedUp(Set.of(), Duration.ofMillis(3)));
    int threads = 4;
    AtomicLong done = new AtomicLong();
    CountDownLatch busy = new CountDownLatch(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int version = i;
        all.add(
            pool.submit(
                () -> {
                  while (true) {
                    Reservation room;
                    try {
                      room = delivery.reserve(AuditAction.ENCRYPT);
                    } catch (AuditUnavailableException closed) {
                      return;
                    }
                    done.incrementAndGet();
                    room.tell(event(AuditAction.ENCRYPT, "p", version));
                    if (done.get() > 20_000) {
                      busy.countDown();
                    }
                  }
                }));
      }
      busy.await();
      delivery.close();
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(
            kept.all().stream()
                .mapToLong(event -> Long.parseLong(event.parameters().get("count")))
                .sum())
        .isEqualTo(done.get());
  }

  @Test
  void aUseThatGoesOnAtTheEndIsWaitedFor() throws Exception {
    AuditDelivery delivery = delivery(UseRules.ALL);
    Reservation room = delivery.reserve(AuditAction.SIGN);
    Thread closing = new Thread(delivery::close);
    closing.start();
    while (closing.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(() -> delivery.reserve(AuditAction.SIGN))
        .isInstanceOf(AuditUnavailableException.class);
    room.tell(event(AuditAction.SIGN, "p", 1));
    closing.join();
    assertThat(kept.all()).extracting(AuditEvent::action).containsExactly(AuditAction.SIGN);
    assertThat(kept.isClosed()).isTrue();
  }

  @Test
  void ofASampleOneInSoManyIsTold() throws Exception {
    AuditDelivery delivery = delivery(UseRules.each(Set.of(), Map.of(AuditAction.ENCRYPT, 10)));
    for (int i = 0; i < 5000; i++) {
      tell(delivery, event(AuditAction.ENCRYPT, "p", 1));
    }
    tell(delivery, event(AuditAction.DECRYPT, "p", 1));
    List<AuditEvent> events = kept.takeAll(delivery);
    assertThat(events).last().extracting(AuditEvent::action).isEqualTo(AuditAction.DECRYPT);
    // 500 are expected; ten standard deviations are 212.
    assertThat(events.size() - 1).isBetween(288, 712);
    delivery.close();
  }

  /** A sink that fails until it is told not to. */
  private static final class Failing implements AuditSink {
    private final List<Long> numbers = new ArrayList<>();
    private volatile boolean failing = true;

    @Override
    public String name() {
      return "failing";
    }

    @Override
    public synchronized void accept(AuditEvent event) throws Exception {
      if (failing) {
        throw new java.io.IOException("no space left");
      }
      numbers.add(event.number());
    }

    synchronized List<Long> numbers() {
      return List.copyOf(numbers);
    }
  }

  @Test
  void whereItFailsOpenKeysAreUsedAndWhatTheQueueHoldsIsToldLater() throws Exception {
    AuditDelivery delivery = delivery(UseRules.ALL);
    Failing failing = new Failing();
    delivery.add(failing, new SinkRule(Demand.OPEN, 4, Duration.ofMillis(1), LONG));
    for (int i = 0; i < 20; i++) {
      tell(delivery, event(AuditAction.ENCRYPT, "p", 1));
    }
    failing.failing = false;
    assertThat(delivery.flush(LONG)).isTrue();
    assertThat(failing.numbers()).startsWith(1L, 2L, 3L, 4L);
    List<AuditEvent> gaps = kept.take(delivery, AuditAction.AUDIT_GAP);
    assertThat(gaps).isNotEmpty();
    assertThat(gaps.get(0).parameters())
        .containsEntry("sink", "failing")
        .containsEntry("missedEvents", "16");
    delivery.close();
  }

  @Test
  void whileARequiredSinkFailsUsesThatAreSummedUpAreRefusedToo() throws Exception {
    AuditDelivery delivery = delivery(UseRules.summedUp(Set.of(), NEVER));
    Failing failing = new Failing();
    delivery.add(failing, SinkRule.mandatory());
    delivery.tell(event(AuditAction.LOG_IN, "p", 1));
    assertThatThrownBy(
            () -> {
              while (true) {
                delivery.reserve(AuditAction.ENCRYPT).cancel();
              }
            })
        .isInstanceOf(AuditUnavailableException.class);
    failing.failing = false;
    assertThat(delivery.flush(LONG)).isTrue();
    tell(delivery, event(AuditAction.ENCRYPT, "p", 1));
    delivery.close();
    // The login, how many uses were refused, and the summary.
    assertThat(failing.numbers()).hasSize(3);
  }
}
