// SPDX-License-Identifier: Apache-2.0
package org.turnlock.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditOrigin;
import org.turnlock.audit.AuditedKey;
import org.turnlock.audit.Auditor.Reservation;
import org.turnlock.audit.KeptEvents;
import org.turnlock.audit.delivery.AuditDelivery;
import org.turnlock.audit.delivery.SinkRule;
import org.turnlock.audit.delivery.UseRules;

/** Who keeps a sum from one use to the next loses none, however often sums are told meanwhile. */
@Timeout(60)
class KnownUsesTest {
  private static final int THREADS = 4;
  private static final int USES = 50_000;
  private static final AuditedKey KEY = new AuditedKey("k", 1, "id");

  private final KeptEvents kept = new KeptEvents();

  private AuditDelivery delivery(Duration interval) {
    AuditDelivery delivery =
        new AuditDelivery(
            new AuditOrigin("i", "host", 1, "app", "Turnlock", "label", "serial"),
            UseRules.summedUp(Set.of(), interval));
    delivery.add(kept, SinkRule.mandatory());
    return delivery;
  }

  private static UseAudit audit(AuditDelivery delivery) {
    return new UseAudit(new Witness(delivery, Clock.systemUTC(), () -> "p", false), "A", Map.of());
  }

  private static long all(List<AuditEvent> summaries, ToLongFunction<AuditEvent> amount) {
    return summaries.stream().mapToLong(amount).sum();
  }

  private static long count(AuditEvent summary) {
    return Long.parseLong(summary.parameters().get("count"));
  }

  @Test
  void noUseIsLostWhileSumsAreTold() throws Exception {
    AuditDelivery delivery = delivery(Duration.ofMillis(1));
    UseAudit audit = audit(delivery);
    AtomicLong done = new AtomicLong();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        AuditAction action = i % 2 == 0 ? AuditAction.ENCRYPT : AuditAction.DECRYPT;
        threads.add(
            pool.submit(
                () -> {
                  // All by one UseAudit, so that they take its hint from each other too.
                  while (done.getAndIncrement() < USES) {
                    Reservation room = delivery.reserve(action);
                    assertThat(
                            audit
                                .known(action, KEY, "p", null)
                                .add(delivery, System.nanoTime(), 3, 2, 100, 116))
                        .isTrue();
                    room.cancel();
                  }
                }));
      }
      for (Future<?> thread : threads) {
        thread.get();
      }
    } finally {
      pool.shutdownNow();
    }
    delivery.close();
    List<AuditEvent> summaries = kept.all();
    assertThat(summaries).hasSizeGreaterThan(2);
    assertThat(all(summaries, KnownUsesTest::count)).isEqualTo(USES);
    assertThat(all(summaries, AuditEvent::inputBytes)).isEqualTo(100L * USES);
    assertThat(all(summaries, AuditEvent::outputBytes)).isEqualTo(116L * USES);
    assertThat(all(summaries, AuditEvent::durationNanos)).isEqualTo(3L * USES);
    assertThat(all(summaries, AuditEvent::tokenCalls)).isEqualTo(2L * USES);
  }

  @Test
  void theHintIsNotTakenForAnotherUse() throws Exception {
    AuditDelivery delivery = delivery(Duration.ofDays(1));
    UseAudit audit = audit(delivery);
    AuditedKey next = new AuditedKey("k", 2, "id2");
    for (int i = 0; i < 2; i++) {
      for (AuditAction action : List.of(AuditAction.SIGN, AuditAction.VERIFY)) {
        for (AuditedKey key : List.of(KEY, next)) {
          for (String principal : List.of("a", "b")) {
            audit.known(action, key, principal, null).add(delivery, System.nanoTime(), 1, 1, 1, 1);
          }
        }
      }
    }
    assertThat(kept.takeAll(delivery)).hasSize(8).allMatch(summary -> count(summary) == 2);
    delivery.close();
  }
}
