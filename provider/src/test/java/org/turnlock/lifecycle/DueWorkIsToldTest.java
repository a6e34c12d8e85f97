// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditOrigin;
import org.turnlock.audit.AuditOutcome;
import org.turnlock.audit.KeptEvents;
import org.turnlock.audit.delivery.AuditDelivery;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.operation.Witness;
import org.turnlock.token.software.SoftwareToken;

/** What time brings is told key by key, with its reason; what does not happen is not. */
class DueWorkIsToldTest {
  private final LifecycleFixture fixture = new LifecycleFixture(SoftwareToken.inMemory());
  private final AuditDelivery delivery =
      new AuditDelivery(new AuditOrigin("i", "host", 1, "app", "Turnlock", "label", "serial"));
  private final KeptEvents kept = new KeptEvents();
  private final ManagedKeyEngine keys =
      new ManagedKeyEngine(
          fixture.store,
          fixture.directory,
          fixture.provider,
          fixture.clock(),
          Optional.empty(),
          new Witness(delivery, fixture.clock(), () -> "os:scheduler", false));

  DueWorkIsToldTest() {
    delivery.add(kept);
  }

  @AfterEach
  void close() {
    delivery.close();
  }

  @Test
  void aRotationThatIsDueSaysBothVersions() throws Exception {
    ManagedKeyInfo key =
        keys.create(LifecycleFixture.spec("AES").rotationPeriod(Duration.ofDays(1)).build());
    keys.rotateDue();
    assertThat(kept.takeAll(delivery)).isEmpty();
    fixture.pass(Duration.ofDays(1));
    keys.rotateDue();
    keys.rotateDue();
    List<AuditEvent> events = kept.takeAll(delivery);
    assertThat(events).hasSize(1);
    AuditEvent event = events.get(0);
    assertThat(event.action()).isEqualTo(AuditAction.ROTATE_KEY);
    assertThat(event.key().orElseThrow().alias()).isEqualTo(key.alias());
    assertThat(event.key().orElseThrow().version()).isEqualTo(2);
    assertThat(event.principal()).isEqualTo("os:scheduler");
    assertThat(event.parameters())
        .containsEntry("reason", "due")
        .containsEntry("previousVersion", "1")
        .containsEntry("newVersion", "2")
        .containsEntry("previousVersionId", key.version(1).orElseThrow().id());
  }

  @Test
  void aDeletionThatIsDueIsTold() throws Exception {
    ManagedKeyInfo key = keys.create(LifecycleFixture.spec("AES").build());
    keys.scheduleDeletion(key.alias(), 7);
    fixture.pass(Duration.ofDays(7));
    keys.rotateDue();
    List<AuditEvent> events = kept.takeAll(delivery);
    assertThat(events).hasSize(1);
    assertThat(events.get(0).action()).isEqualTo(AuditAction.DELETE_KEY);
    assertThat(events.get(0).outcome()).isEqualTo(AuditOutcome.SUCCESS);
    assertThat(events.get(0).key().orElseThrow().alias()).isEqualTo(key.alias());
  }
}
