// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditEventBuilder;
import org.turnlock.audit.AuditOrigin;

/** What a trail tells of itself. Its events have numbers of their own. */
final class TrailEvents {
  private final AuditOrigin origin;
  private final String chain;
  private final Clock clock;
  private long number;

  /**
   * @param of whose events the trail keeps
   * @param chain the chain's identity
   */
  TrailEvents(AuditOrigin of, String chain, Clock clock) {
    this.origin =
        new AuditOrigin(
            randomHex(),
            of.host(),
            of.processId(),
            of.application(),
            of.provider(),
            of.tokenLabel(),
            of.tokenSerial());
    this.chain = chain;
    this.clock = clock;
  }

  /** 128 random bits, as 32 hexadecimal digits. */
  static String randomHex() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Names this process's part of the trail: the ids of its events begin with it. */
  String writer() {
    return origin.instance();
  }

  String chain() {
    return chain;
  }

  /**
   * An event of the trail.
   *
   * @param name what it is
   * @param told how many events of others this process has put into the trail before
   * @param key fingerprint of the key that signs; empty if it is not known
   */
  AuditEvent event(String name, long told, String key, Map<String, String> parameters) {
    AuditEventBuilder event =
        new AuditEventBuilder(AuditAction.TRAIL, clock.instant())
            .parameter("event", name)
            .parameter("chain", chain)
            .parameter("told", Long.toString(told));
    if (!key.isEmpty()) {
      event.parameter("key", key);
    }
    parameters.forEach(event::parameter);
    return event.build(origin, ++number);
  }
}
